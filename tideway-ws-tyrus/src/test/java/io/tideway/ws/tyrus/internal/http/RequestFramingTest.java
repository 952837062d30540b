package io.tideway.ws.tyrus.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.memory.Buffers;
import org.glassfish.grizzly.memory.MemoryManager;
import org.junit.jupiter.api.Test;

class RequestFramingTest {

    private static final HttpLimits LIMITS = new HttpLimits(1024, 20, 10_000, Duration.ofSeconds(1));

    private static final List<String> SEEDS = List.of(
            "GET /a?b=c HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\n\r\n",
            "POST /a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 11\r\n\r\nhello world",
            "POST /a HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n10\r\n0123456789abcdef\r\n0\r\nX-Sum: 1\r\n\r\n",
            "PUT http://localhost/a HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
            "GET /ws HTTP/1.1\r\nHost: a:80\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: x\r\n\r\n",
            "HEAD / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");

    private static final List<String> SPLICES = List.of(
            "\r",
            "\n",
            "\r\n",
            " ",
            "\t",
            ":",
            ";",
            ",",
            "0",
            "5",
            "\0",
            "\u00e4",
            "chunked",
            "Host: x\r\n",
            "Content-Length: 5\r\n",
            "Transfer-Encoding: chunked\r\n",
            "\r\n\r\n",
            "Connection: close\r\n",
            "..",
            "/../");

    /** Reads the pieces, and writes down what a connection would learn of them. */
    private static List<String> verdict(List<byte[]> pieces) {
        RequestFraming framing = new RequestFraming(LIMITS);
        List<String> verdict = new ArrayList<>();
        int before = 0;
        for (byte[] piece : pieces) {
            Buffer bytes = Buffers.wrap(MemoryManager.DEFAULT_MEMORY_MANAGER, piece);
            try {
                while (bytes.hasRemaining()) {
                    switch (framing.part()) {
                        case HEAD -> {
                            byte[] head = framing.readHead(bytes);
                            if (head.length > 0) {
                                verdict.add(new String(head, StandardCharsets.ISO_8859_1) + " until "
                                        + (before + bytes.position()) + ", then " + framing.part());
                            }
                        }
                        case BODY -> {
                            bytes.position(framing.readBody(bytes, bytes.position()));
                            if (framing.part() != RequestFraming.Part.BODY) {
                                verdict.add("body until " + (before + bytes.position()));
                            }
                        }
                        default -> bytes.position(bytes.limit());
                    }
                }
            } catch (RequestRefused refused) {
                verdict.add(refused.status() + " " + refused.reason());
                return verdict;
            }
            before += piece.length;
        }
        verdict.add(framing.part() + (framing.isWithinHead() ? " begun" : ""));
        return verdict;
    }

    private static byte[] mutated(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(3); i >= 0; i--) {
            text.append(SEEDS.get(random.nextInt(SEEDS.size())));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(4)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.setCharAt(at, (char) random.nextInt(256));
                case 2 -> text.insert(at, SPLICES.get(random.nextInt(SPLICES.size())));
                default -> text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(40))));
            }
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static List<byte[]> split(byte[] bytes, Random random) {
        List<byte[]> pieces = new ArrayList<>();
        for (int at = 0; at < bytes.length; ) {
            int end = Math.min(bytes.length, at + 1 + random.nextInt(random.nextBoolean() ? 3 : 60));
            pieces.add(Arrays.copyOfRange(bytes, at, end));
            at = end;
        }
        return pieces;
    }

    @Test
    void thePiecesInWhichBytesArriveMakeNoDifference() {
        Random random = new Random(20250101);
        int refused = 0;
        for (int i = 0; i < 30_000; i++) {
            byte[] bytes = mutated(random);
            List<String> whole = verdict(List.of(bytes.clone()));
            assertThat(verdict(split(bytes, random)))
                    .as(() -> new String(bytes, StandardCharsets.ISO_8859_1))
                    .isEqualTo(whole);
            refused += whole.get(whole.size() - 1).startsWith("4") ? 1 : 0;
        }
        assertThat(refused).as("requests that the mutations spoil").isBetween(5_000, 25_000);
    }

    @Test
    void aHeadIsHandedOnWithSpacesForTabs() {
        String head = "GET / HTTP/1.1\r\nHost:\tlocalhost\t\r\n\r\n";
        assertThat(verdict(List.of(head.getBytes(StandardCharsets.ISO_8859_1))).get(0))
                .startsWith(head.replace('\t', ' '));
    }

    @Test
    void behindTheLastRequestNothingIsRead() {
        String last = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: keep-alive, close\r\n\r\n";
        List<String> verdict = verdict(List.of((last + "nonsense\n\n").getBytes(StandardCharsets.ISO_8859_1)));
        assertThat(verdict).hasSize(2).last().isEqualTo("NOTHING");
    }

    @Test
    void aChunkedBodyIsBoundedInAll() {
        String head = "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n";
        String chunk = "fff\r\n" + "x".repeat(0xfff) + "\r\n";
        List<String> verdict = verdict(List.of((head + chunk.repeat(3)).getBytes(StandardCharsets.ISO_8859_1)));
        assertThat(verdict).last().asString().startsWith("413");
    }
}
