package io.tideway.ws.tyrus.internal.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.rawclient.RawClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Sends spoilt requests, whole and in pieces, and compares the answers. */
class FuzzedRequestsTest {

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3})");
    private static final List<String> SEEDS = List.of(
            "GET /a?b=c HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\n\r\n",
            "POST /a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 11\r\n\r\nhello world",
            "POST /a HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n3\r\nabc\r\n0\r\nX-Sum: 1\r\n\r\n");
    private static final List<String> SPLICES =
            List.of("\r", "\n", "\r\n", " ", "\t", ":", ";", ",", "0", "5", "\0", "\r\n\r\n", "Content-Length: 3\r\n");

    private static final TestFront FRONT = new TestFront();

    @BeforeAll
    static void start() throws IOException {
        FRONT.mounts.add(new HttpMount(
                new HttpHandler() {
                    @Override
                    public void service(Request request, Response response) throws IOException {
                        byte[] body = request.getInputStream().readAllBytes();
                        response.getWriter().write(body.length + " bytes");
                    }
                },
                List.of("/*")));
        FRONT.open();
    }

    @AfterAll
    static void stop() {
        FRONT.close();
    }

    private static byte[] mutated(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(3); i >= 0; i--) {
            text.append(SEEDS.get(random.nextInt(SEEDS.size())));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(3)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.setCharAt(at, (char) random.nextInt(128));
                default -> text.insert(at, SPLICES.get(random.nextInt(SPLICES.size())));
            }
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Sends bytes in pieces, says that there are no more, and returns the statuses of all answers. */
    private static List<String> answers(byte[] bytes, int pieceBytes) throws IOException {
        try (RawClient client = RawClient.connect(FRONT.port())) {
            client.socket().setTcpNoDelay(true);
            try {
                for (int at = 0; at < bytes.length; at += pieceBytes) {
                    client.socket().getOutputStream().write(bytes, at, Math.min(pieceBytes, bytes.length - at));
                }
                client.socket().shutdownOutput();
            } catch (IOException refusedBeforeTheEnd) {
                // The answer has arrived nevertheless.
            }
            String all = new String(client.input().readAllBytes(), StandardCharsets.ISO_8859_1);
            return STATUS.matcher(all).results().map(MatchResult::group).collect(Collectors.toList());
        }
    }

    @Test
    void piecesGetTheAnswersOfTheWholeAndEveryConnectionEnds() throws Exception {
        Random random = new Random(7);
        for (int i = 0; i < 400; i++) {
            byte[] bytes = mutated(random);
            List<String> whole = answers(bytes, bytes.length);
            assertThat(answers(bytes, 1 + random.nextInt(20)))
                    .as(new String(bytes, StandardCharsets.ISO_8859_1))
                    .isEqualTo(whole);
        }
    }
}
