package io.tideway.ws.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.rawclient.RawClient;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests on every server the queries that {@link java.net.URI} rejects and browsers send: either the upgrade works and
 * the parameters are what was sent, or the server itself answers 400 and nothing of the request is left.
 */
abstract class MalformedQueryContract {
    private final ContractClient application;

    MalformedQueryContract(ContractClient application) {
        this.application = application;
    }

    /** Lists values that browsers send as they are. */
    static Stream<String> fromBrowsers() {
        return Stream.of("{a}", "a|b", "a^b", "a`b", "100%", "%zz", "%", "%u00e4");
    }

    /** Lists values that no browser sends. */
    static Stream<String> others() {
        return Stream.of("<a>", "\"a\"", "a\\b", "[a]");
    }

    @ParameterizedTest
    @MethodSource("fromBrowsers")
    void aQueryOfABrowserIsReadAsItWasSent(String value) throws IOException {
        RawClient client = application.handshake("/upgrade-decision/a/b?q=" + value + "&r=%41");
        RawClient.Answer answer = client.answer();
        if (application.has(
                value.contains("%")
                        ? Deviation.ANSWERS_400_TO_MALFORMED_ESCAPES
                        : Deviation.ANSWERS_400_TO_UNESCAPED_QUERIES)) {
            assertThat(answer.status()).isEqualTo(400);
            return;
        }
        assertThat(answer.status()).isEqualTo(101);
        client.dataFrame();
        client.dataFrame();
        assertThat(client.dataFrame().text()).isEqualTo("query {q=[" + value + "], r=[A]}");
    }

    @ParameterizedTest
    @MethodSource({"fromBrowsers", "others"})
    void aMalformedQueryTakesNoSlot(String value) throws IOException {
        String tag = application.tag();
        for (int i = 0; i < 5; i++) {
            RawClient client = application.handshake("/limited?tag=" + tag + "&q=" + value);
            int status = client.answer().status();
            assertThat(status).isIn(101, 400);
            if (status == 101) {
                client.leave();
            }
            application.eventually(
                    () -> assertThat(application.ask("open " + tag)).isEmpty());
        }
        RawClient after = application.raw("/limited?tag=" + tag);
        application.eventually(() -> assertThat(application.ask("open " + tag)).isEqualTo("true"));
        after.leave();
    }
}
