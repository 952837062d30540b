package io.tideway.ws.tyrus.internal.container;

import static io.tideway.ws.tyrus.internal.container.ServedRequests.SECOND;
import static io.tideway.ws.tyrus.internal.container.ServedRequests.chunked;
import static io.tideway.ws.tyrus.internal.container.ServedRequests.get;
import static io.tideway.ws.tyrus.internal.container.ServedRequests.post;
import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.rawclient.RawClient;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Sends what RFC 9112 calls an error or leaves ambiguous, and a second request behind it. */
class AmbiguousRequestsTest {
    @RegisterExtension
    static final ServedRequests REQUESTS = new ServedRequests();

    private static Arguments refused(int status, String what, String request) {
        return Arguments.of(what, status, request);
    }

    static Stream<Arguments> ambiguous() {
        return Stream.of(
                // Which of two lengths?
                refused(
                        400,
                        "both lengths, chunked last",
                        post("Content-Length: 6", "Transfer-Encoding: chunked") + "0\r\n\r\nX"),
                refused(
                        400,
                        "both lengths, chunked first",
                        post("Transfer-Encoding: chunked", "Content-Length: 6") + "0\r\n\r\nX"),
                refused(400, "two lengths that differ", post("Content-Length: 5", "Content-Length: 6") + "hello"),
                refused(400, "two lengths that agree", post("Content-Length: 5", "Content-Length: 5") + "hello"),
                refused(400, "a list of lengths", post("Content-Length: 5, 5") + "hello"),
                refused(400, "a length with a sign", post("Content-Length: +5") + "hello"),
                refused(400, "a negative length", post("Content-Length: -5") + "hello"),
                refused(400, "a hexadecimal length", post("Content-Length: 0x5") + "hello"),
                refused(400, "an empty length", post("Content-Length:") + "hello"),
                refused(400, "a length with a letter", post("Content-Length: 5a") + "hello"),
                refused(400, "a length with a space inside", post("Content-Length: 1 5") + "hello"),
                refused(400, "a length beyond 64 bits", post("Content-Length: 18446744073709551621") + "hello"),
                refused(413, "a length beyond the limit", post("Content-Length: 99999999999") + "hello"),
                // Which name has a field?
                refused(400, "a space before the colon", post("Content-Length : 5") + "hello"),
                refused(400, "a tab before the colon", post("Content-Length\t: 5") + "hello"),
                refused(400, "a line without a colon", post("X-Broken", "Content-Length: 5") + "hello"),
                refused(400, "a field without a name", get(": value")),
                refused(400, "a folded field", get("X-A: b", " c")),
                refused(400, "a folded field by a tab", get("X-A: b", "\tContent-Length: 5")),
                refused(
                        400,
                        "a first field that begins with a space",
                        "GET /first HTTP/1.1\r\n Host: localhost\r\n\r\n"),
                refused(400, "a name with a space", get("X A: b")),
                refused(400, "a name with a letter beyond ASCII", get("X-\u00e4: b")),
                refused(400, "a name in brackets", get("X[0]: b")),
                // Where does a line end?
                refused(400, "lines that end with LF", "GET /first HTTP/1.1\nHost: localhost\n\n"),
                refused(400, "one field that ends with LF", get("X-A: b\nX-C: d")),
                refused(400, "an empty line that is LF", "GET /first HTTP/1.1\r\nHost: localhost\r\n\n"),
                refused(400, "a CR inside a value", get("X-A: b\rX-C: d")),
                refused(400, "a CR at the end of a value", get("X-A: b\r")),
                refused(400, "a NUL inside a value", get("X-A: b\0c")),
                refused(400, "a NUL inside a name", get("X\0A: b")),
                refused(400, "a bell inside a value", get("X-A: b\u0007c")),
                refused(400, "a DEL inside a value", get("X-A: b\u007fc")),
                // What is the coding of the body?
                refused(
                        400,
                        "an unknown transfer coding",
                        post("Transfer-Encoding: xchunked") + "5\r\nhello\r\n0\r\n\r\n"),
                refused(501, "another coding before chunked", post("Transfer-Encoding: gzip, chunked") + "0\r\n\r\n"),
                refused(400, "another coding after chunked", post("Transfer-Encoding: chunked, gzip") + "0\r\n\r\n"),
                refused(400, "the coding identity", post("Transfer-Encoding: identity") + "hello"),
                refused(400, "chunked twice", post("Transfer-Encoding: chunked, chunked") + "0\r\n\r\n"),
                refused(
                        400,
                        "chunked in two fields",
                        post("Transfer-Encoding: chunked", "Transfer-Encoding: chunked") + "0\r\n\r\n"),
                refused(
                        400,
                        "chunked and identity in two fields",
                        post("Transfer-Encoding: chunked", "Transfer-Encoding: identity") + "0\r\n\r\n"),
                refused(400, "an empty coding", post("Transfer-Encoding:") + "0\r\n\r\n"),
                refused(400, "an empty member of the list", post("Transfer-Encoding: ,chunked") + "0\r\n\r\n"),
                refused(400, "chunked in quotes", post("Transfer-Encoding: \"chunked\"") + "0\r\n\r\n"),
                refused(400, "chunked with a parameter", post("Transfer-Encoding: chunked;q=1") + "0\r\n\r\n"),
                refused(400, "chunked after a vertical tab", post("Transfer-Encoding: \u000bchunked") + "0\r\n\r\n"),
                refused(
                        400,
                        "chunked in HTTP/1.0",
                        "POST /first HTTP/1.0\r\nHost: localhost\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                // Where does a chunk end?
                refused(400, "junk after the data of a chunk", chunked("5\r\nhelloX\r\n0\r\n\r\n")),
                refused(400, "more data than the size", chunked("5\r\nhello world\r\n0\r\n\r\n")),
                refused(400, "a size with a sign", chunked("+5\r\nhello\r\n0\r\n\r\n")),
                refused(400, "a negative size", chunked("-5\r\nhello\r\n0\r\n\r\n")),
                refused(400, "a size with a prefix", chunked("0x5\r\nhello\r\n0\r\n\r\n")),
                refused(400, "a space before the size", chunked(" 5\r\nhello\r\n0\r\n\r\n")),
                refused(400, "a space after the size", chunked("5 \r\nhello\r\n0\r\n\r\n")),
                refused(400, "an empty size", chunked("\r\nhello\r\n0\r\n\r\n")),
                refused(400, "a size with an underscore", chunked("1_0\r\nhello\r\n0\r\n\r\n")),
                refused(400, "a size beyond 64 bits", chunked("10000000000000005\r\nhello\r\n0\r\n\r\n")),
                refused(413, "a size beyond the limit", chunked("7fffffff\r\nhello")),
                refused(400, "a size line that ends with LF", chunked("5\nhello\r\n0\r\n\r\n")),
                refused(400, "a size line that ends with CR", chunked("5\rhello\r\n0\r\n\r\n")),
                refused(400, "data that ends with LF", chunked("5\r\nhello\n0\r\n\r\n")),
                refused(400, "a chunk extension", chunked("5;a=b\r\nhello\r\n0\r\n\r\n")),
                refused(400, "a chunk extension with LF", chunked("5;\nxx\r\nhello\r\n0\r\n\r\n")),
                refused(400, "a NUL in the size line", chunked("5\0\r\nhello\r\n0\r\n\r\n")),
                refused(400, "a trailer without a colon", chunked("0\r\nX-Broken\r\n\r\n")),
                refused(400, "a trailer that ends with LF", chunked("0\r\nX-A: b\n\r\n")),
                refused(400, "a length as trailer", chunked("0\r\nContent-Length: 5\r\n\r\nhello")),
                refused(400, "a coding as trailer", chunked("0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")),
                // May it have a body?
                refused(
                        400,
                        "a body on TRACE",
                        "TRACE /first HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello"),
                refused(
                        400,
                        "a chunked body on TRACE",
                        "TRACE /first HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                refused(400, "a body on GET", get("Content-Length: 5") + "hello"),
                refused(400, "a body on HEAD", get("Content-Length: 5").replace("GET", "HEAD") + "hello"),
                refused(501, "PRI", "PRI /first HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                refused(501, "PRI with a body", post("Content-Length: 5").replace("POST", "PRI") + "hello"),
                refused(501, "CONNECT", "CONNECT localhost:80 HTTP/1.1\r\nHost: localhost:80\r\n\r\n"),
                refused(400, "a handshake with a body", RawClient.handshake("/ws", "Content-Length: 5") + "hello"),
                refused(
                        400,
                        "a handshake with a chunked body",
                        RawClient.handshake("/ws", "Transfer-Encoding: chunked") + "0\r\n\r\n"),
                // For which host?
                refused(400, "no host", "GET /first HTTP/1.1\r\nX-A: b\r\n\r\n"),
                refused(400, "two hosts", get("Host: other")),
                refused(400, "two equal hosts", get("Host: localhost")),
                refused(400, "an empty host", "GET /first HTTP/1.1\r\nHost:\r\n\r\n"),
                refused(400, "a host with a path", "GET /first HTTP/1.1\r\nHost: localhost/x\r\n\r\n"),
                refused(400, "a host with a user", "GET /first HTTP/1.1\r\nHost: me@localhost\r\n\r\n"),
                refused(400, "a list of hosts", "GET /first HTTP/1.1\r\nHost: localhost, other\r\n\r\n"),
                refused(400, "a host with a space", "GET /first HTTP/1.1\r\nHost: local host\r\n\r\n"),
                refused(400, "an empty port without a host", "GET /first HTTP/1.1\r\nHost: :\r\n\r\n"),
                refused(400, "two empty ports", "GET /first HTTP/1.1\r\nHost: localhost::\r\n\r\n"),
                refused(400, "a host with a bad port", "GET /first HTTP/1.1\r\nHost: localhost:8x\r\n\r\n"),
                refused(
                        400,
                        "a target with another host",
                        "GET http://other/first HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                refused(
                        400,
                        "a target with a user",
                        "GET http://localhost@other/first HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                refused(
                        400,
                        "a target of another scheme",
                        "GET ftp://localhost/first HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                refused(400, "a target without a slash", "GET first HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                refused(400, "an asterisk for GET", "GET * HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                refused(400, "a target with a fragment", "GET /first#x HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                refused(400, "a target with a space", "GET /first /second HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                refused(400, "a target beyond ASCII", "GET /f\u00efrst HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                refused(400, "a path with a backslash", "GET /a\\..\\first HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                refused(
                        400,
                        "a path with dot segments",
                        "GET /body/../../etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                refused(
                        400,
                        "a path with escaped dot segments",
                        "GET /body/%2e%2E/first HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                refused(
                        400,
                        "a path with dot segments and a parameter",
                        "GET /body/..;a=b/first HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                refused(400, "a path with a bad escape", "GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                refused(400, "a path with an escape cut short", "GET /%a HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                refused(400, "a path with an escaped NUL", "GET /a%00 HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                // Which protocol?
                refused(400, "HTTP/0.9", "GET /first\r\n"),
                refused(400, "HTTP/0.9 with fields", "GET /first\r\nHost: localhost\r\n\r\n"),
                refused(505, "the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
                refused(505, "HTTP/1.2", "GET /first HTTP/1.2\r\nHost: localhost\r\n\r\n"),
                refused(505, "HTTP/2.0", "GET /first HTTP/2.0\r\nHost: localhost\r\n\r\n"),
                refused(400, "HTTP/1", "GET /first HTTP/1\r\nHost: localhost\r\n\r\n"),
                refused(400, "HTTP/1.10", "GET /first HTTP/1.10\r\nHost: localhost\r\n\r\n"),
                refused(400, "http in lower case", "GET /first http/1.1\r\nHost: localhost\r\n\r\n"),
                refused(400, "two spaces before the version", "GET /first  HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                refused(400, "a tab before the version", "GET /first\tHTTP/1.1\r\nHost: localhost\r\n\r\n"),
                refused(400, "a space behind the version", "GET /first HTTP/1.1 \r\nHost: localhost\r\n\r\n"),
                refused(400, "a space before the method", " GET /first HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                refused(400, "a method with a colon", "GE:T /first HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                refused(
                        400,
                        "two empty lines before a request",
                        "\r\n\r\nGET /first HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                refused(400, "a TLS client on a plain port", "\u0016\u0003\u0001\u0002\0\u0001\0"),
                refused(417, "an unknown expectation", post("Expect: 200-ok", "Content-Length: 5") + "hello"),
                refused(
                        417,
                        "two expectations",
                        post("Expect: 100-continue", "Expect: x", "Content-Length: 5") + "hello"),
                refused(
                        414,
                        "a request line beyond the limit",
                        "GET /" + "x".repeat(9000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                refused(431, "fields beyond the limit", get("X-A: " + "x".repeat(9000))),
                refused(431, "too many fields", get("X-A: b\r\n".repeat(100) + "X-A: b")));
    }

    @Test
    void anOversizedHeadIsRefusedWithItsLimit() throws Exception {
        try (RawClient client = RawClient.connect(REQUESTS.front.port())) {
            client.send("GET /" + "x".repeat(5000) + " HTTP/1.1\r\nHost: localhost\r\nX-A: " + "y".repeat(5000)
                    + "\r\n\r\n");
            RawClient.Answer answer = client.answer();
            assertThat(answer.status()).isEqualTo(431);
            assertThat(answer.body())
                    .isEqualTo("the request line and the header fields may have at most 8192 bytes together");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ambiguous")
    void anAmbiguousRequestIsRefusedAndTheNextOneIsNotRead(String what, int status, String request) throws Exception {
        try (RawClient client = RawClient.connect(REQUESTS.front.port())) {
            client.send((request + SECOND).getBytes(StandardCharsets.ISO_8859_1));
            RawClient.Answer answer = client.answer();
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.headers()).containsEntry("connection", "close");
            assertThat(answer.body()).isNotEmpty();
            assertThat(client.readsEof()).isTrue();
        }
        assertThat(REQUESTS.served).isEmpty();
        assertThat(REQUESTS.front.sessions).isEmpty();
    }
}
