package io.tideway.ws.it.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.it.contract.ContractClient;
import io.tideway.ws.it.contract.Deviation;
import io.tideway.ws.it.contract.app.RecordingEchoEndpoint;
import io.tideway.ws.rawclient.RawClient;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests on every server that Tideway's lines appear in its log, which get there through {@link System.Logger}. */
abstract class LogsContract {
    private final ContractClient application;
    private final Server server;

    LogsContract(ContractClient application, Server server) {
        this.application = application;
        this.server = server;
    }

    @Test
    void theServersLogTellsOfTheEndpoints() {
        assertThat(server.log().text())
                .contains("TIDEWAY-331 " + RecordingEchoEndpoint.class.getName() + " handles /echo");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{a}", "a|b", "100%", "%zz", "<a>"})
    void aMalformedQueryIsNotLogged(String odd) throws Exception {
        String secret = application.tag();
        RawClient client = application.handshake("/upgrade-decision/a/b?token=" + secret + odd);
        int status = client.answer().status();
        assertThat(status).isIn(101, 400);
        if (status == 400 && application.has(Deviation.LOGS_TARGETS_THAT_IT_REFUSES)) {
            return;
        }
        String afterwards = application.tag();
        onceItIsQuiet(() -> {
            application
                    .handshake("/upgrade-decision/" + afterwards + "/b?status=429")
                    .answer();
            assertThat(server.log().text()).contains(afterwards);
        });
        assertThat(server.log().text()).doesNotContain(secret);
    }

    @Test
    void aRefusalByOriginSaysWhatWouldLetItIn() throws Exception {
        String origin = "http://" + application.tag() + ".example";
        onceItIsQuiet(() -> {
            assertThat(application
                            .handshake("/upgrade-decision/a/b", "Origin: " + origin)
                            .answer()
                            .status())
                    .isEqualTo(403);
            assertThat(server.log().text().lines().filter(line -> line.contains(origin)))
                    .first()
                    .asString()
                    .contains("INFO", "TIDEWAY-305", application.authority(), "allowed-origins");
        });
    }

    @Test
    void aRefusedUpgradeIsOneLineOfTheServersLogAtItsLevel() throws Exception {
        String tag = application.tag();
        onceItIsQuiet(() -> {
            RawClient client = application.handshake("/upgrade-decision/" + tag + "/b?status=429");
            assertThat(client.answer().status()).isEqualTo(429);
            assertThat(server.log().text().lines().filter(line -> line.contains(tag)))
                    .first()
                    .asString()
                    .contains("INFO", "TIDEWAY-301", "because of 429");
        });
    }

    /** Tries a refusal every three seconds: one within a second or two of others is only counted. */
    private static void onceItIsQuiet(ThrowingRunnable refusal) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofSeconds(3))
                .untilAsserted(refusal);
    }
}
