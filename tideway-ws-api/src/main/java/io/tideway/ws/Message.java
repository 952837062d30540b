package io.tideway.ws;

import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * Holds one WebSocket message.
 *
 * <pre>{@code
 * Message opened = Message.text("the market is open");
 * manager.room("traders").broadcast(opened);
 * connection.send(Message.ping());
 * }</pre>
 *
 * <p>Handlers are given {@link Text} and {@link Binary}; the container answers pings, and pongs feed the heartbeat.
 * Every kind can be sent. Immutable and safe to share, also between broadcasts.
 */
public sealed interface Message {

    /** The longest application data of a ping or pong, in bytes (RFC 6455 §5.5). */
    int MAX_CONTROL_BYTES = 125;

    /**
     * A text message.
     *
     * @param text the whole text; an unpaired surrogate is sent as {@code ?}, since it has no UTF-8
     */
    record Text(String text) implements Message {
        /**
         * Checks the text.
         *
         * @throws NullPointerException if it is null
         */
        public Text {
            Objects.requireNonNull(text, "text must not be null");
        }
    }

    /**
     * A binary message.
     *
     * @param data the bytes between position and limit, read-only; a copy made here, so the caller may reuse its buffer
     */
    record Binary(ByteBuffer data) implements Message {
        /**
         * Copies the bytes between the buffer's position and limit; the buffer given is left as it was.
         *
         * @throws NullPointerException if it is null
         */
        public Binary {
            data = copy(data);
        }

        /**
         * Returns the bytes as a view of their own.
         *
         * @return a read-only buffer whose position and limit are the caller's to move
         */
        @Override
        public ByteBuffer data() {
            return data.duplicate();
        }
    }

    /**
     * A ping (RFC 6455 §5.5.2).
     *
     * @param data at most {@link #MAX_CONTROL_BYTES} bytes, read-only; copied as in {@link Binary}
     */
    record Ping(ByteBuffer data) implements Message {
        /**
         * Copies and checks the application data.
         *
         * @throws IllegalArgumentException if it is longer than {@link #MAX_CONTROL_BYTES}
         * @throws NullPointerException if it is null
         */
        public Ping {
            data = control(data);
        }

        /**
         * Returns the application data as a view of its own.
         *
         * @return a read-only buffer
         */
        @Override
        public ByteBuffer data() {
            return data.duplicate();
        }
    }

    /**
     * A pong (RFC 6455 §5.5.3).
     *
     * @param data at most {@link #MAX_CONTROL_BYTES} bytes, read-only; copied as in {@link Binary}
     */
    record Pong(ByteBuffer data) implements Message {
        /**
         * Copies and checks the application data.
         *
         * @throws IllegalArgumentException if it is longer than {@link #MAX_CONTROL_BYTES}
         * @throws NullPointerException if it is null
         */
        public Pong {
            data = control(data);
        }

        /**
         * Returns the application data as a view of its own.
         *
         * @return a read-only buffer
         */
        @Override
        public ByteBuffer data() {
            return data.duplicate();
        }
    }

    /**
     * A close; sending it is {@link Connection#close(CloseFrame)}.
     *
     * @param frame the code and reason; must be {@linkplain CloseFrame#isSendable() sendable}
     */
    record Close(CloseFrame frame) implements Message {
        /**
         * Checks the frame.
         *
         * @throws IllegalArgumentException if its code may not go over the wire
         * @throws NullPointerException if it is null
         */
        public Close {
            Objects.requireNonNull(frame, "frame must not be null");
            if (!frame.isSendable()) {
                throw new IllegalArgumentException(
                        "close code " + frame.code() + " only reports how a connection ended and cannot be sent");
            }
        }
    }

    /**
     * Makes a text message.
     *
     * @param text the whole text
     * @return the message
     * @throws NullPointerException if the text is null
     */
    static Message text(String text) {
        return new Text(text);
    }

    /**
     * Makes a binary message of a copy of the bytes.
     *
     * @param data the bytes
     * @return the message
     * @throws NullPointerException if the array is null
     */
    static Message binary(byte[] data) {
        return new Binary(ByteBuffer.wrap(Objects.requireNonNull(data, "data must not be null")));
    }

    /**
     * Makes a binary message of a copy of the bytes between position and limit.
     *
     * @param data the bytes; left as it was
     * @return the message
     * @throws NullPointerException if the buffer is null
     */
    static Message binary(ByteBuffer data) {
        return new Binary(data);
    }

    /**
     * Makes an empty ping.
     *
     * @return the message
     */
    static Message ping() {
        return new Ping(ByteBuffer.allocate(0));
    }

    /**
     * Makes an empty, unsolicited pong.
     *
     * @return the message
     */
    static Message pong() {
        return new Pong(ByteBuffer.allocate(0));
    }

    /**
     * Makes a close with {@link CloseFrame#NORMAL}.
     *
     * @return the message
     */
    static Message close() {
        return new Close(CloseFrame.NORMAL);
    }

    /**
     * Makes a close.
     *
     * @param frame the code and reason
     * @return the message
     * @throws IllegalArgumentException if its code may not go over the wire
     * @throws NullPointerException if the frame is null
     */
    static Message close(CloseFrame frame) {
        return new Close(frame);
    }

    private static ByteBuffer copy(ByteBuffer data) {
        Objects.requireNonNull(data, "data must not be null");
        return ByteBuffer.allocate(data.remaining())
                .put(data.duplicate())
                .flip()
                .asReadOnlyBuffer();
    }

    private static ByteBuffer control(ByteBuffer data) {
        Objects.requireNonNull(data, "data must not be null");
        if (data.remaining() > MAX_CONTROL_BYTES) {
            throw new IllegalArgumentException("application data of a ping or pong must be at most " + MAX_CONTROL_BYTES
                    + " bytes (RFC 6455 §5.5), but was " + data.remaining());
        }
        return copy(data);
    }
}
