package io.tideway.ws.internal.lane;

import io.tideway.ws.Message;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** One message as lanes hold it: sized once, shared by every lane of a broadcast, immutable. */
public final class Payload {

    /** The kinds of frame a payload becomes. */
    public enum Kind {
        /** A text frame. */
        TEXT,
        /** A binary frame. */
        BINARY,
        /** A ping frame. */
        PING,
        /** A pong frame. */
        PONG
    }

    private static final ByteBuffer EMPTY = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private final Kind kind;
    private final String text;
    private final ByteBuffer data;
    private final int size;

    private Payload(Kind kind, String text, ByteBuffer data, int size) {
        this.kind = kind;
        this.text = text;
        this.data = data;
        this.size = size;
    }

    /** Sizes a message; null for a close, which lanes carry apart. */
    public static @Nullable Payload of(Message message) {
        if (message instanceof Message.Text m) {
            return text(m.text());
        }
        if (message instanceof Message.Binary m) {
            return of(Kind.BINARY, m.data());
        }
        if (message instanceof Message.Ping m) {
            return ping(m.data());
        }
        if (message instanceof Message.Pong m) {
            return of(Kind.PONG, m.data());
        }
        return null;
    }

    /** Makes a text payload. */
    public static Payload text(String text) {
        int size = Utf8.length(text);
        if (size == text.length()) {
            return new Payload(Kind.TEXT, text, EMPTY, size);
        }
        String repaired = Utf8.repaired(text);
        return new Payload(Kind.TEXT, repaired, EMPTY, repaired.equals(text) ? size : Utf8.length(repaired));
    }

    /** Makes a ping. */
    public static Payload ping(ByteBuffer data) {
        return of(Kind.PING, data);
    }

    /** Copies the bytes once for all lanes: Open Liberty reads them through the buffer's array, which no read-only one shows. */
    private static Payload of(Kind kind, ByteBuffer data) {
        ByteBuffer copy =
                ByteBuffer.allocate(data.remaining()).put(data.duplicate()).flip();
        return new Payload(kind, "", copy, copy.remaining());
    }

    /** Returns the kind of frame. */
    public Kind kind() {
        return kind;
    }

    /** Returns the text; empty unless the kind is TEXT. */
    public String text() {
        return text;
    }

    /** Returns the bytes as a view of their own; empty if the kind is TEXT. */
    public ByteBuffer data() {
        return data.duplicate();
    }

    /** Returns the payload's length in bytes, of UTF-8 for text. */
    public int size() {
        return size;
    }
}
