package io.tideway.ws.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.rawclient.RawClient;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests the origin policy on every server: a foreign origin is refused unless it is on the list. */
abstract class OriginContract {
    private final ContractClient application;
    private final String tag;

    OriginContract(ContractClient application) {
        this.application = application;
        this.tag = application.tag();
    }

    /** Lists forms of a foreign origin; {@code HOST} stands for the server's own host and port. */
    static Stream<String> foreign() {
        return Stream.of(
                "http://evil.example",
                "null",
                "http://HOST.evil.example",
                "http://evil-HOST",
                "http://HOST:1",
                "http://HOST/",
                "HTTP://HOST",
                "ws://HOST",
                "file://",
                "http://user@HOST",
                "https://app.example.com",
                "");
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void aForeignOriginGets403AndDoesNotReachTheHandler(String origin) throws IOException {
        RawClient client = application.handshake(
                "/upgrade-decision/a/b?tag=" + tag, "Origin: " + origin.replace("HOST", application.authority()));
        RawClient.Answer answer = client.answer();
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo("origin not allowed");
        assertThat(application.journal(tag)).isEmpty();
    }

    @Test
    void twoOriginsAreRefused() throws IOException {
        RawClient client = application.handshake(
                "/upgrade-decision/a/b?tag=" + tag,
                "Origin: http://" + application.authority() + "\r\nOrigin: http://" + application.authority());
        assertThat(client.answer().status()).isIn(400, 403);
        assertThat(application.journal(tag)).isEmpty();
    }

    @Test
    void theServersOwnOriginAndNoOriginAreAccepted() throws IOException {
        assertThat(application
                        .raw("/upgrade-decision/a/b", "Origin: http://" + application.authority())
                        .dataFrame()
                        .text())
                .startsWith("path");
        assertThat(application.raw("/upgrade-decision/a/b").dataFrame().text()).startsWith("path");
    }

    @Test
    void anOriginHasToMatchAnEntryExactly() throws IOException {
        assertThat(application
                        .handshake("/limited", "Origin: https://app.example.com")
                        .answer()
                        .status())
                .isEqualTo(101);
        for (String near : List.of(
                "http://app.example.com",
                "https://app.example.com:444",
                "https://app.example.com.evil.example",
                "https://xapp.example.com",
                "https://APP.example.com")) {
            assertThat(application
                            .handshake("/limited", "Origin: " + near)
                            .answer()
                            .status())
                    .as(near)
                    .isEqualTo(403);
        }
    }
}
