package io.tideway.ws.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.rawclient.RawClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests on every server that a refused upgrade ends its connection: a proxy may take the connection for a tunnel and
 * send another client's bytes through it.
 */
abstract class RefusalContract {
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] \\d{3}");

    private final ContractClient application;
    private final String tag;

    RefusalContract(ContractClient application) {
        this.application = application;
        this.tag = application.tag();
    }

    /** A request that asks for a WebSocket and gets none. */
    record Refused(String path, String... headers) {}

    static Stream<Named<Refused>> refused() {
        return Stream.of(
                named("by its origin", "/upgrade-decision/a/b", "Origin: http://evil.example"),
                named("by its role", "/roles-allowed"),
                named("by onUpgrade", "/upgrade-decision/a/b?status=401"),
                named("by the subprotocol that onUpgrade accepts", "/upgrade-decision/a/b?protocol=none"),
                named("with another version", "/upgrade-decision/a/b", "Sec-WebSocket-Version: 8"),
                named("with a malformed key", "/upgrade-decision/a/b", "Sec-WebSocket-Key: x"),
                named("without Connection: Upgrade", "/upgrade-decision/a/b", "Connection: keep-alive"),
                named("to another protocol as well", "/upgrade-decision/a/b?status=401", "Upgrade: foo, websocket"),
                named("with a query that some servers refuse", "/upgrade-decision/a/b?status=401&q={a}|100%"),
                named("where no endpoint is", "/nowhere"),
                named("where no endpoint is, without Connection: Upgrade", "/nowhere", "Connection: keep-alive"),
                named("of a resource", "/api/announcements/x"));
    }

    private static Named<Refused> named(String name, String path, String... headers) {
        return Named.of(name, new Refused(path, headers));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void aRequestAfterARefusedUpgradeIsNotAnswered(Refused refused) throws IOException {
        RawClient client = application.handshake(refused.path(), refused.headers());
        ends(client, client.answer());
    }

    @ParameterizedTest
    @MethodSource("refused")
    void aPipelinedRequestAfterARefusedUpgradeIsNotAnswered(Refused refused) throws IOException {
        RawClient client = application.tcp();
        String first =
                RawClient.handshakeTo(application.authority(), application.target(refused.path()), refused.headers());
        String second =
                RawClient.handshakeTo(application.authority(), application.target("/upgrade-decision/a/b?tag=" + tag));
        client.send(first + second);
        assertThat(STATUS_LINE.matcher(client.untilTcpEnd()).results()).hasSize(1);
        assertThat(application.journal(tag)).isEmpty();
    }

    @Test
    void aRequestAfterAnUpgradeBeyondTheLimitIsNotAnswered() throws IOException {
        List<RawClient> holders = new ArrayList<>();
        RawClient client = application.handshake("/limited");
        RawClient.Answer answer = client.answer();
        while (answer.status() == 101) { // until there is no slot left, whoever else has some
            holders.add(client);
            client = application.handshake("/limited");
            answer = client.answer();
        }
        assertThat(answer.status()).isEqualTo(503);
        ends(client, answer);
        for (RawClient holder : holders) {
            holder.leave();
        }
    }

    private void ends(RawClient client, RawClient.Answer answer) throws IOException {
        assertThat(answer.status()).isNotEqualTo(101);
        assertThat(answer.headers()).extractingByKey("Connection").asString().isEqualToIgnoringCase("close");
        try {
            client.send(RawClient.handshakeTo(
                    application.authority(), application.target("/upgrade-decision/a/b?tag=" + tag)));
        } catch (IOException ended) {
            // the server was faster
        }
        assertThat(client.untilTcpEnd()).doesNotContainPattern(STATUS_LINE);
        assertThat(application.journal(tag)).isEmpty();
    }
}
