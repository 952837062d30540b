package io.tideway.ws.it.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideway.ws.it.contract.ContractClient;
import io.tideway.ws.it.server.app.SharedRoomEndpoint;
import io.tideway.ws.junit.TestConnection;
import io.tideway.ws.redisprogram.RedisProgram;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests applications as the nodes of a cluster, on servers with MicroProfile Config, where each has its settings. */
abstract class ClusterContract {
    private final DeployedApplications applications;
    private int port;
    private Process redis;

    ClusterContract(Server server) {
        this.applications = new DeployedApplications(server);
    }

    @BeforeEach
    void startRedis() throws IOException {
        port = ServerFiles.freePorts(1)[0];
        redis = new ProcessBuilder(RedisProgram.serverOn(port))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        await().atMost(ContractClient.PATIENCE).ignoreExceptions().until(() -> {
            new Socket("127.0.0.1", port).close();
            return true;
        });
    }

    @AfterEach
    void leave() {
        try {
            applications.close();
        } finally {
            if (redis != null) {
                redis.destroyForcibly().onExit().join();
            }
        }
    }

    @Test
    void twoWarsWithTheJarForRedisShareARoom() {
        Path war = WarBuilder.war("cluster")
                .classes(SharedRoomEndpoint.class)
                .redis()
                .file(
                        "WEB-INF/classes/META-INF/microprofile-config.properties",
                        // Longer than a machine may stand still
                        "tideway.ws.cluster.redis.command-timeout=60s\ntideway.ws.cluster.redis.uri=redis://127.0.0.1:"
                                + port)
                .build();
        applications.deploy(war, "/one");
        applications.deploy(war, "/two");
        TestConnection one = applications.connect("/one/shared");
        TestConnection two = applications.connect("/two/shared");
        awaitMembers(one);
        awaitMembers(two);

        one.send("to both");
        assertThat(two.nextTextsUntil("to both"::equals)).endsWith("to both");
        assertThat(one.nextTextsUntil("to both"::equals)).endsWith("to both");
        two.send("back");
        assertThat(one.nextText()).isEqualTo("back");
        assertThat(two.nextText()).isEqualTo("back");

        applications.undeploy("/one");
        assertThat(one.closeCode()).isEqualTo(1001);
        two.send("alone");
        assertThat(two.nextText()).isEqualTo("alone");
    }

    /** Asks until both are in the room: presence is told a moment after the join. */
    private static void awaitMembers(TestConnection asked) {
        await().atMost(ContractClient.PATIENCE)
                .until(() -> asked.ask(SharedRoomEndpoint.MEMBERS).equals(SharedRoomEndpoint.MEMBERS + " 2"));
    }
}
