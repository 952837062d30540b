package io.tideway.ws.tyrus.internal.container;

import static io.tideway.ws.tyrus.internal.container.ServedRequests.SECOND;
import static io.tideway.ws.tyrus.internal.container.ServedRequests.chunked;
import static io.tideway.ws.tyrus.internal.container.ServedRequests.get;
import static io.tideway.ws.tyrus.internal.container.ServedRequests.post;
import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.rawclient.RawClient;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Sends what RFC 9112 allows in unusual forms, and a second request behind it. */
class UnambiguousRequestsTest {
    @RegisterExtension
    static final ServedRequests REQUESTS = new ServedRequests();

    static Stream<Arguments> unambiguous() {
        return Stream.of(
                Arguments.of("a body by its length", post("Content-Length: 5") + "hello", "5 bytes"),
                Arguments.of(
                        "a DELETE with a body",
                        post("Content-Type: application/json", "Content-Length: 2")
                                        .replace("POST", "DELETE") + "{}",
                        "2 bytes"),
                Arguments.of("no body", post("Content-Length: 0"), "0 bytes"),
                Arguments.of("no body and no length", post("X-A: b"), "0 bytes"),
                Arguments.of("chunks", chunked("5\r\nhello\r\n1\r\n \r\nA\r\n0123456789\r\n0\r\n\r\n"), "16 bytes"),
                Arguments.of("an empty chunked body", chunked("0\r\n\r\n"), "0 bytes"),
                Arguments.of("zeros before a size", chunked("0005\r\nhello\r\n000\r\n\r\n"), "5 bytes"),
                Arguments.of("trailers", chunked("5\r\nhello\r\n0\r\nX-Sum: 1\r\nX-B:\r\n\r\n"), "5 bytes"),
                Arguments.of(
                        "chunked in upper case", post("TRANSFER-ENCODING: \t CHUNKED \t ") + "0\r\n\r\n", "0 bytes"),
                Arguments.of("a value with a tab and letters beyond ASCII", get("X-A: b\t\u00e4"), "0 bytes"),
                Arguments.of("an empty value", get("X-A:"), "0 bytes"),
                Arguments.of("an empty line before a request", "\r\n" + get("X-A: b"), "0 bytes"),
                Arguments.of(
                        "a query as browsers send it",
                        get("X-A: b").replace("/first", "/first?a={b|c}^`%zz%"),
                        "0 bytes"),
                Arguments.of(
                        "an absolute target", get("X-A: b").replace("/first", "http://LOCALHOST/first"), "0 bytes"),
                Arguments.of("a host with a port", "GET /first HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n", "0 bytes"),
                Arguments.of("a host with an empty port", "GET /first HTTP/1.1\r\nHost: localhost:\r\n\r\n", "0 bytes"),
                Arguments.of("an address with an empty port", "GET /first HTTP/1.1\r\nHost: [::1]:\r\n\r\n", "0 bytes"),
                Arguments.of(
                        "an absolute target with an empty port",
                        get("X-A: b").replace("/first", "http://localhost:/first"),
                        "0 bytes"),
                Arguments.of(
                        "another protocol in Upgrade, with a body",
                        post("Connection: Upgrade", "Upgrade: h2c", "Content-Length: 5") + "hello",
                        "5 bytes"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unambiguous")
    void anUnambiguousRequestIsServedAndTheNextOneToo(String what, String request, String body) throws Exception {
        try (RawClient client = RawClient.connect(REQUESTS.front.port())) {
            client.send((request + SECOND).getBytes(StandardCharsets.ISO_8859_1));
            RawClient.Answer first = client.answer();
            assertThat(first.status()).isEqualTo(200);
            assertThat(first.body()).isEqualTo(body);
            assertThat(client.answer().body()).isEqualTo("0 bytes");
        }
        assertThat(REQUESTS.served).hasSize(2);
    }
}
