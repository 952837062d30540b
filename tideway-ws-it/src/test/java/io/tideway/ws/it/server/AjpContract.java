package io.tideway.ws.it.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideway.ws.it.server.app.ResourceHoldingEndpoint;
import io.tideway.ws.junit.TestConnection;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests on servers with a connector for AJP that an upgrade, which it cannot carry, is refused with the reason. */
abstract class AjpContract {
    private static final String PATH = "/ajp";

    private final Server server;
    private final DeployedApplications applications;

    AjpContract(Server server) {
        this.server = server;
        this.applications = new DeployedApplications(server);
    }

    @AfterEach
    void leave() {
        applications.close();
    }

    @Test
    void anUpgradeIsRefusedWithItsReasonAndNoErrorIsLogged() throws IOException {
        applications.deploy(Archives.endpoints().build(), PATH);
        int mark = server.log().mark();
        AjpClient.Answer answer = upgrade(Map.of());
        assertThat(answer.status()).isEqualTo(501);
        assertThat(answer.body()).contains("AJP").doesNotContain("at io.");
        // Written after the answer.
        await().untilAsserted(() -> assertThat(server.log().since(mark)).contains("TIDEWAY-301", "501"));
        assertThat(server.log().errorsSince(mark)).isEmpty();
        // The endpoint takes other connections, and none is left of the refused one.
        TestConnection client = applications.connect(PATH + "/resources");
        assertThat(client.ask(ResourceHoldingEndpoint.COUNT)).isEqualTo("1");
    }

    @Test
    void theGateRefusesAnUpgradeFirst() throws IOException {
        applications.deploy(Archives.endpoints().build(), PATH);
        assertThat(upgrade(Map.of("Origin", "https://elsewhere.example")).status())
                .isEqualTo(403);
    }

    private AjpClient.Answer upgrade(Map<String, String> more) throws IOException {
        Map<String, String> headers = new TreeMap<>(Map.of(
                "Host", "localhost",
                "Connection", "Upgrade",
                "Upgrade", "websocket",
                "Sec-WebSocket-Version", "13",
                "Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="));
        headers.putAll(more);
        return AjpClient.get(server.ajpPort(), PATH + "/resources", headers);
    }
}
