package io.tideway.ws.internal.centrifuge;

import static io.tideway.ws.internal.centrifuge.ProtobufFrames.frame;
import static io.tideway.ws.internal.centrifuge.ProtobufFrames.message;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes frames that no client would send: valid ones of both forms with bytes changed, cut, repeated and mixed. */
final class ChangedFrames {
    /** The id of the request that comes last. */
    static final long LAST = 9_000_000;

    static final byte[] CONNECT_PROTOBUF = frame(message(1, 1, 4, message(1, "ann")));
    static final byte[] ECHO_PROTOBUF = frame(message(1, LAST, 13, message(1, "1", 2, "echo")));

    static final byte[] ECHO_JSON = text("{\"id\":" + LAST + ",\"rpc\":{\"method\":\"echo\",\"data\":1}}");

    static final List<byte[]> PROTOBUF = List.of(
            CONNECT_PROTOBUF,
            ECHO_PROTOBUF,
            frame(message(
                    1,
                    1,
                    4,
                    message(
                            1,
                            "ann",
                            2,
                            "{\"a\":[1,2]}",
                            3,
                            message(1, "log:a", 2, message(3, true, 6, "e", 7, 3)),
                            4,
                            "java",
                            5,
                            "1",
                            6,
                            message(1, "h", 2, "v")))),
            frame(message(1, 2, 5, message(1, "log:a", 2, "t", 3, true, 6, "e", 7, 3, 8, "{}", 14, 2))),
            frame(message(1, 3, 7, message(1, "log:a", 2, "{\"text\":\"\u00e9\"}")), message(1, 4, 8, message(1, "a"))),
            frame(message(1, 5, 10, message(1, "log:a", 7, -1, 8, message(1, 1, 2, "e"), 9, true))),
            frame(message(1, 6, 9, message(1, "log:a")), message(1, 7, 6, message(1, "log:a"))),
            frame(message(12, message(1, "[1,2,3]")), message(1, 8, 14, message(1, "ann"))),
            frame(message(1, 9, 15, message(1, "a", 2, "t"))));

    static final List<byte[]> JSON = List.of(
            text("{\"id\":1,\"connect\":{\"token\":\"ann\"}}"),
            text("{\"id\":1,\"connect\":{\"token\":\"ann\",\"data\":{\"a\":[1,2.5e3]},\"name\":\"js\",\"headers\":"
                    + "{\"h\":\"v\"},\"subs\":{\"log:a\":{\"recover\":true,\"offset\":3,\"epoch\":\"e\"}}}}"),
            text("{\"id\":2,\"subscribe\":{\"channel\":\"log:a\",\"recover\":true,\"offset\":1,\"epoch\":\"e\","
                    + "\"flag\":2}}\n{\"id\":3,\"publish\":{\"channel\":\"log:a\",\"data\":{\"t\":\"\\u00e9\"}}}"),
            text("{\"id\":4,\"history\":{\"channel\":\"log:a\",\"limit\":-1,\"since\":{\"offset\":1,\"epoch\":\"e\"},"
                    + "\"reverse\":true}}"),
            text("{\"id\":5,\"presence\":{\"channel\":\"a\"}}\n{\"id\":6,\"presence_stats\":{\"channel\":\"a\"}}"),
            text("{\"send\":{\"data\":[1,2,3]}}\n{\"id\":7,\"refresh\":{\"token\":\"ann\"}}\n"),
            text("{\"id\":8,\"sub_refresh\":{\"channel\":\"a\",\"token\":\"t\"}}\n{\"id\":9,\"unsubscribe\":"
                    + "{\"channel\":\"a\"}}"),
            text("{\"id\":10,\"rpc\":{\"method\":\"echo\",\"data\":\"\\ud83c\\udf0a\"}}"));

    private final Random random;

    ChangedFrames(Random random) {
        this.random = random;
    }

    private static byte[] text(String json) {
        return json.getBytes(UTF_8);
    }

    /** Returns a frame that is changed once or a few times, or noise. */
    byte[] changed(List<byte[]> valid) {
        byte[] bytes = valid.get(random.nextInt(valid.size())).clone();
        if (random.nextInt(20) == 0) {
            bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
        }
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            bytes = changedOnce(bytes, valid);
        }
        return bytes;
    }

    private byte[] changedOnce(byte[] bytes, List<byte[]> valid) {
        int at = random.nextInt(bytes.length + 1);
        byte[] head = Arrays.copyOf(bytes, at);
        byte[] tail = Arrays.copyOfRange(bytes, at, bytes.length);
        switch (random.nextInt(7)) {
            case 0 -> {
                return head;
            }
            case 1 -> {
                return joined(head, new byte[] {(byte) random.nextInt()}, tail);
            }
            case 2 -> {
                return joined(head, tail, tail);
            }
            case 3 -> {
                return joined(head, valid.get(random.nextInt(valid.size())), tail);
            }
            case 4 -> {
                byte[] many = new byte[random.nextInt(2000)];
                Arrays.fill(many, (byte) "[{\"\\x0a\u00ff".charAt(random.nextInt(7)));
                return joined(head, many, tail);
            }
            default -> {
                if (at < bytes.length) {
                    bytes[at] ^= (byte) (1 << random.nextInt(8));
                }
                return bytes;
            }
        }
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
