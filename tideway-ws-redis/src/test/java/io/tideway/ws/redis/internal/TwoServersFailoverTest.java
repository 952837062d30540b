package io.tideway.ws.redis.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.junit.TestConnection;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** Two whole servers whose master dies, so that the Sentinels make its replica the master. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class TwoServersFailoverTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private RedisSentinels redis;
    private Application here;
    private Application there;

    @BeforeEach
    void start() {
        redis = RedisSentinels.started();
        here = Application.startedWith(RedisSettings.URI + "=" + redis.uri(), RedisSettings.COMMAND_TIMEOUT + "=500ms");
        there = Application.startedWith(
                RedisSettings.URI + "=" + redis.uri(), RedisSettings.COMMAND_TIMEOUT + "=500ms");
        await().atMost(PATIENCE).until(() -> here.isConnected() && there.isConnected());
    }

    @AfterEach
    void stop() {
        if (here != null) {
            here.close();
        }
        if (there != null) {
            there.close();
        }
        if (redis != null) {
            redis.close();
        }
    }

    @Test
    void bothServersGoOnWithTheNextMasterAndClientsOfALogAreToldOnce() {
        TestConnection near = here.join("lobby");
        TestConnection far = there.join("lobby");
        TestConnection member = there.client.connect("/rooms/log?since=");
        String position = member.nextText().split(" ")[1];

        redis.master().kill();
        await().atMost(PATIENCE).until(() -> !here.isConnected() && !there.isConnected());
        here.manager.room("lobby").broadcastText("meanwhile");
        assertThat(near.nextText()).isEqualTo("meanwhile");
        RedisSentinels.awaitMaster(redis.replica());
        await().atMost(PATIENCE).until(() -> here.isConnected() && there.isConnected());

        here.manager.room("lobby").broadcastText("after");
        assertThat(near.nextText()).isEqualTo("after");
        assertThat(far.nextTextsUntil("after"::equals)).isSubsetOf("meanwhile", "after");
        assertThat(member.closeFrame(PATIENCE)).isEqualTo(new CloseFrame(1013, "history lost"));
        TestConnection back = here.client.connect("/rooms/log?since=" + position);
        String[] answer = back.nextText().split(" ");
        assertThat(answer[0]).isEqualTo("false");
        there.manager.room("log").broadcastText("new");
        assertThat(back.nextText()).isEqualTo("new");
        assertThat(there.client.connect("/rooms/log?since=" + answer[1]).nextText())
                .isEqualTo("new");
    }
}
