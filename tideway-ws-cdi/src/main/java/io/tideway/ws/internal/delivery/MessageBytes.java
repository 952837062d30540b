package io.tideway.ws.internal.delivery;

import io.tideway.ws.Message;
import io.tideway.ws.spi.RoomMessage.Sender;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Writes messages as logs and envelopes hold them: one byte for the kind, then the text in UTF-8 or the data.
 *
 * <p>Where a client has published the message, the kind has a flag, and its connection, user and info come before the
 * text or the data, each behind its length as four bytes; the length of what is absent is negative.
 */
public final class MessageBytes {
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int PING = 3;
    private static final int PONG = 4;
    private static final int SENT_BY_CLIENT = 0x10;
    private static final int ABSENT = -1;

    /**
     * Is what has been read.
     *
     * @param message the message
     * @param sender the connection whose client has published it, if one has
     */
    public record Kept(Message message, Optional<Sender> sender) {}

    private MessageBytes() {}

    /** Tells whether a log keeps a message: a text or binary data, but nothing that controls a connection. */
    static boolean isKept(Message message) {
        return message instanceof Message.Text || message instanceof Message.Binary;
    }

    /**
     * Writes a message and who has sent it.
     *
     * @throws IllegalArgumentException if it is a close, which is an action instead
     */
    public static byte[] of(Message message, Optional<Sender> sender) {
        if (message instanceof Message.Text m) {
            return bytes(TEXT, ByteBuffer.wrap(m.text().getBytes(StandardCharsets.UTF_8)), sender);
        }
        if (message instanceof Message.Binary m) {
            return bytes(BINARY, m.data(), sender);
        }
        if (message instanceof Message.Ping m) {
            return bytes(PING, m.data(), sender);
        }
        if (message instanceof Message.Pong m) {
            return bytes(PONG, m.data(), sender);
        }
        throw new IllegalArgumentException("a close is an action");
    }

    private static byte[] bytes(int kind, ByteBuffer data, Optional<Sender> sender) {
        byte[] header = sender.map(MessageBytes::header).orElseGet(() -> new byte[] {0});
        header[0] = (byte) (header[0] | kind);
        ByteBuffer bytes = ByteBuffer.allocate(header.length + data.remaining());
        bytes.put(header).put(data);
        return bytes.array();
    }

    private static byte[] header(Sender sender) {
        byte[] connection = sender.connectionId().getBytes(StandardCharsets.UTF_8);
        Optional<byte[]> user = sender.userId().map(id -> id.getBytes(StandardCharsets.UTF_8));
        Optional<byte[]> info = sender.info().map(json -> json.getBytes(StandardCharsets.UTF_8));
        int length = connection.length
                + user.map(bytes -> bytes.length).orElse(0)
                + info.map(bytes -> bytes.length).orElse(0);
        ByteBuffer header = ByteBuffer.allocate(1 + 3 * Integer.BYTES + length);
        header.put((byte) SENT_BY_CLIENT);
        write(header, Optional.of(connection));
        write(header, user);
        write(header, info);
        return header.array();
    }

    private static void write(ByteBuffer header, Optional<byte[]> part) {
        header.putInt(part.map(bytes -> bytes.length).orElse(ABSENT));
        part.ifPresent(header::put);
    }

    /**
     * Reads a message and who has sent it.
     *
     * @throws IllegalArgumentException if the bytes are not a message
     */
    public static Kept read(ByteBuffer bytes) {
        int kind = bytes.hasRemaining() ? bytes.get() : 0;
        Optional<Sender> sender = (kind & SENT_BY_CLIENT) == 0 ? Optional.empty() : Optional.of(sender(bytes));
        Message message = switch (kind & ~SENT_BY_CLIENT) {
            case TEXT -> Message.text(StandardCharsets.UTF_8.decode(bytes).toString());
            case BINARY -> Message.binary(bytes);
            case PING -> new Message.Ping(bytes);
            case PONG -> new Message.Pong(bytes);
            default -> throw new IllegalArgumentException("a message of the unknown kind " + kind);
        };
        return new Kept(message, sender);
    }

    private static Sender sender(ByteBuffer bytes) {
        try {
            String connection = part(bytes).orElse("");
            return new Sender(connection, part(bytes), part(bytes));
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("a message that ends within its sender", e);
        }
    }

    private static Optional<String> part(ByteBuffer bytes) {
        int length = bytes.getInt();
        if (length < 0) {
            return Optional.empty();
        }
        ByteBuffer part = bytes.slice(bytes.position(), length);
        bytes.position(bytes.position() + length);
        return Optional.of(StandardCharsets.UTF_8.decode(part).toString());
    }
}
