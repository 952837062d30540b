package io.tideway.ws.internal.delivery;

import io.tideway.ws.Message;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes messages as logs and envelopes hold them: one byte for the kind, then the text in UTF-8 or the data. */
public final class MessageBytes {
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int PING = 3;
    private static final int PONG = 4;

    private MessageBytes() {}

    /** Tells whether a log keeps a message: a text or binary data, but nothing that controls a connection. */
    static boolean isKept(Message message) {
        return message instanceof Message.Text || message instanceof Message.Binary;
    }

    /**
     * Writes a message.
     *
     * @throws IllegalArgumentException for a close, which is an action
     */
    public static byte[] of(Message message) {
        if (message instanceof Message.Text m) {
            return bytes(TEXT, ByteBuffer.wrap(m.text().getBytes(StandardCharsets.UTF_8)));
        }
        if (message instanceof Message.Binary m) {
            return bytes(BINARY, m.data());
        }
        if (message instanceof Message.Ping m) {
            return bytes(PING, m.data());
        }
        if (message instanceof Message.Pong m) {
            return bytes(PONG, m.data());
        }
        throw new IllegalArgumentException("a close is an action");
    }

    private static byte[] bytes(int kind, ByteBuffer data) {
        byte[] bytes = new byte[1 + data.remaining()];
        bytes[0] = (byte) kind;
        data.get(bytes, 1, bytes.length - 1);
        return bytes;
    }

    /**
     * Reads a message.
     *
     * @throws IllegalArgumentException if no version of this class has written it
     */
    public static Message message(ByteBuffer bytes) {
        int kind = bytes.hasRemaining() ? bytes.get() : 0;
        return switch (kind) {
            case TEXT -> Message.text(StandardCharsets.UTF_8.decode(bytes).toString());
            case BINARY -> Message.binary(bytes);
            case PING -> new Message.Ping(bytes);
            case PONG -> new Message.Pong(bytes);
            default -> throw new IllegalArgumentException("a message of the unknown kind " + kind);
        };
    }
}
