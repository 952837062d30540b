package io.tideway.ws.internal.outbound;

import io.tideway.ws.Message;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Holds one message as queues hold it: encoded and framed once, shared by every queue of a broadcast, immutable. */
public final class Payload {

    /** The kinds of frame a payload becomes. */
    public enum Kind {
        /** A text frame. */
        TEXT(1),
        /** A binary frame. */
        BINARY(2),
        /** A ping frame. */
        PING(9),
        /** A pong frame. */
        PONG(10);

        private final int opcode;

        Kind(int opcode) {
            this.opcode = opcode;
        }
    }

    private final Kind kind;
    private final String text;
    private final byte[] bytes;
    private volatile byte @Nullable [] frame; // made when it is first asked for, then shared

    private Payload(Kind kind, String text, byte[] bytes) {
        this.kind = kind;
        this.text = text;
        this.bytes = bytes;
    }

    /**
     * Makes the payload of a message as it is.
     *
     * @throws IllegalArgumentException for a close, which is not a payload
     */
    public static Payload of(Message message) {
        if (message instanceof Message.Text m) {
            return text(m.text());
        }
        if (message instanceof Message.Binary m) {
            return binary(m.data());
        }
        if (message instanceof Message.Ping m) {
            return ping(m.data());
        }
        if (message instanceof Message.Pong m) {
            return pong(m.data());
        }
        throw new IllegalArgumentException("a close is not a payload");
    }

    /** Makes a text payload; an unpaired surrogate, which has no UTF-8, becomes a question mark. */
    public static Payload text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        // Containers disagree on what to do with unpaired surrogates, so none gets to see one.
        String repaired = Utf8.isWellFormed(text) ? text : new String(bytes, StandardCharsets.UTF_8);
        return new Payload(Kind.TEXT, repaired, bytes);
    }

    /** Makes a ping. */
    public static Payload ping(ByteBuffer data) {
        return of(Kind.PING, data);
    }

    /** Makes a pong. */
    public static Payload pong(ByteBuffer data) {
        return of(Kind.PONG, data);
    }

    /** Makes a binary payload. */
    public static Payload binary(ByteBuffer data) {
        return of(Kind.BINARY, data);
    }

    private static Payload of(Kind kind, ByteBuffer data) {
        byte[] copy = new byte[data.remaining()];
        data.duplicate().get(copy);
        return new Payload(kind, "", copy);
    }

    /** Returns the kind of frame. */
    public Kind kind() {
        return kind;
    }

    /** Returns the text; empty unless the kind is TEXT. */
    public String text() {
        return text;
    }

    /**
     * Returns the bytes, of UTF-8 for text, in a buffer of the caller's own. It shows its array, through which Open
     * Liberty reads; never write to that.
     */
    public ByteBuffer data() {
        return ByteBuffer.wrap(bytes);
    }

    /** Returns the payload's length in bytes, of UTF-8 for text. */
    public int size() {
        return bytes.length;
    }

    /** Returns the whole frame; never write to it. */
    public byte[] frame() {
        byte[] made = frame;
        if (made == null) {
            made = Frame.of(kind.opcode, bytes);
            frame = made;
        }
        return made;
    }

    /** Returns the frame's length in bytes. */
    public int frameSize() {
        return Frame.headerSize(bytes.length) + bytes.length;
    }
}
