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
    private final Site site;
    private final String tag;

    OriginContract(Site site) {
        this.site = site;
        this.tag = site.tag();
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
        RawClient client = site.handshake(
                "/upgrade-decision/a/b?tag=" + tag, "Origin: " + origin.replace("HOST", site.authority()));
        RawClient.Answer answer = client.answer();
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo("origin not allowed");
        assertThat(site.journal(tag)).isEmpty();
    }

    @Test
    void twoOriginsAreRefused() throws IOException {
        RawClient client = site.handshake(
                "/upgrade-decision/a/b?tag=" + tag,
                "Origin: http://" + site.authority() + "\r\nOrigin: http://" + site.authority());
        assertThat(client.answer().status()).isIn(400, 403);
        assertThat(site.journal(tag)).isEmpty();
    }

    @Test
    void theServersOwnOriginAndNoOriginAreAccepted() throws IOException {
        assertThat(site.raw("/upgrade-decision/a/b", "Origin: http://" + site.authority())
                        .dataFrame()
                        .text())
                .startsWith("path");
        assertThat(site.raw("/upgrade-decision/a/b").dataFrame().text()).startsWith("path");
    }

    @Test
    void anOriginHasToMatchAnEntryExactly() throws IOException {
        assertThat(site.handshake("/limited", "Origin: https://app.example.com")
                        .answer()
                        .status())
                .isEqualTo(101);
        for (String near : List.of(
                "http://app.example.com",
                "https://app.example.com:444",
                "https://app.example.com.evil.example",
                "https://xapp.example.com",
                "https://APP.example.com")) {
            assertThat(site.handshake("/limited", "Origin: " + near).answer().status())
                    .as(near)
                    .isEqualTo(403);
        }
    }
}
