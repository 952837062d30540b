package io.tideway.ws.redis.internal;

import static io.tideway.ws.redis.internal.StartedBroker.bytes;
import static io.tideway.ws.redis.internal.StartedBroker.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tideway.ws.junit.internal.RecordingListener;
import io.tideway.ws.spi.Broker;
import io.tideway.ws.spi.Channel;
import io.tideway.ws.spi.LogRetention;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows which servers the broker trusts over TLS. */
class RedisTlsTest {
    private static final Channel ROOM = Channel.room("room");
    private static final String STORE = "javax.net.ssl.trustStore";
    private static final String PASSWORD = "javax.net.ssl.trustStorePassword";

    private static Certificate ofServer;
    private static Certificate ofAnotherHost;

    private final Map<String, Optional<String>> before = new HashMap<>();
    private RedisServer redis;
    private int tlsPort;

    @BeforeAll
    static void makeCertificates(@TempDir Path directory) {
        boolean tls = RedisServer.hasTls();
        if (System.getProperty("tideway.require", "").contains("redis")) {
            assertThat(tls).as("the server has TLS").isTrue();
        }
        assumeTrue(tls, "the server has no TLS");
        ofServer = Certificate.of("ip:127.0.0.1", directory.resolve("server"));
        ofAnotherHost = Certificate.of("dns:elsewhere.example", directory.resolve("another"));
    }

    @BeforeEach
    void rememberTrust() {
        before.put(STORE, Optional.ofNullable(System.getProperty(STORE)));
        before.put(PASSWORD, Optional.ofNullable(System.getProperty(PASSWORD)));
    }

    @AfterEach
    void stopRedis() {
        before.forEach((key, value) ->
                value.ifPresentOrElse(present -> System.setProperty(key, present), () -> System.clearProperty(key)));
        if (redis != null) {
            redis.close();
        }
    }

    private void startRedis(Certificate certificate) {
        tlsPort = RedisServer.freePort();
        redis = RedisServer.started(
                "--tls-port",
                "" + tlsPort,
                "--tls-cert-file",
                certificate.certificate().toString(),
                "--tls-key-file",
                certificate.key().toString(),
                "--tls-ca-cert-file",
                certificate.certificate().toString(),
                "--tls-auth-clients",
                "no");
    }

    private static void trust(Certificate certificate) {
        System.setProperty(STORE, certificate.trustStore().toString());
        System.setProperty(PASSWORD, Certificate.PASSWORD);
    }

    private Function<String, Optional<String>> settings(String query) {
        return redis.settings(RedisSettings.URI, "rediss://127.0.0.1:" + tlsPort + query);
    }

    private void assertRefused() {
        RecordingListener listener = new RecordingListener();
        Broker broker = new RedisBrokerProvider().broker("node1", settings("")).orElseThrow();
        CompletionStage<Void> started = broker.start(listener);

        Assertions.assertThatThrownBy(() -> result(started)).hasMessageContaining("RD002");
        assertThat(listener.states()).isEmpty();
        result(broker.stop());
    }

    @Test
    void aTrustedServerIsUsedOverTls() {
        startRedis(ofServer);
        trust(ofServer);

        try (StartedBroker node = StartedBroker.of("node1", settings(""))) {
            node.subscribe(ROOM);
            node.assertDelivers(ROOM, "hello");
            result(node.broker.append("room", bytes("one"), new LogRetention(10, Duration.ofMinutes(1))));
            node.awaitText(ROOM, "one");
        }
    }

    @Test
    void aUserLogsInOverTls() {
        startRedis(ofServer);
        trust(ofServer);
        MinimalUser.createOn(redis);

        String uri = "rediss://tideway:secret@127.0.0.1:" + tlsPort;
        try (StartedBroker node = StartedBroker.of("node1", redis.settings(RedisSettings.URI, uri))) {
            node.subscribe(ROOM);
            node.assertDelivers(ROOM, "hello");
        }
    }

    @Test
    void afterACrashTheNextConnectionIsOverTlsToo() {
        startRedis(ofServer);
        trust(ofServer);
        try (StartedBroker node = StartedBroker.of("node1", settings(""))) {
            node.subscribe(ROOM);

            redis.kill();
            node.awaitStates("connected", "disconnected");
            redis.start();

            node.awaitStates("connected", "disconnected", "connected");
            node.assertDelivers(ROOM, "hello");
        }
    }

    @Test
    void aServerThatIsNotTrustedIsRefused() {
        startRedis(ofServer);
        trust(ofAnotherHost);

        assertRefused();
    }

    @Test
    void aServerWithTheCertificateOfAnotherHostIsRefused() {
        startRedis(ofAnotherHost);
        trust(ofAnotherHost);

        assertRefused();
    }

    @Test
    void theNameIsNotCheckedWhereTheUriSaysSo() {
        startRedis(ofAnotherHost);
        trust(ofAnotherHost);

        try (StartedBroker node = StartedBroker.of("node1", settings("?verifyPeer=CA"))) {
            node.subscribe(ROOM);
            node.assertDelivers(ROOM, "hello");
        }
    }
}
