package io.tideway.ws;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/**
 * Sends to many connections: all of them ({@link ConnectionManager}), a {@link Room} or an {@link Audience}.
 *
 * <pre>{@code
 * Broadcaster ticks = manager.room("ticks");
 * if (!ticks.broadcastJson(event).isComplete()) {
 *     ticks.flushed().thenRun(() -> ticks.broadcastText("again"));
 * }
 * }</pre>
 *
 * <p>Broadcasting never blocks, never throws for a slow or closed client, and serialises a value once for all. Two
 * broadcasts made one after the other by one thread arrive in that order at every connection. Thread-safe.
 */
public interface Broadcaster {

    /**
     * Queues a message on every connection of this broadcaster.
     *
     * @param message the message; a {@link Message.Close} closes the connections
     * @return how many connections accepted the message, and why others did not
     * @throws NullPointerException if the message is null
     */
    BroadcastResult broadcast(Message message);

    /**
     * Queues a text on every connection of this broadcaster.
     *
     * @param text the whole text
     * @return how many connections accepted the message, and why others did not
     * @throws NullPointerException if the text is null
     */
    default BroadcastResult broadcastText(String text) {
        return broadcast(Message.text(text));
    }

    /**
     * Serialises a value once with JSON-B and queues it as text on every connection of this broadcaster.
     *
     * @param value the value
     * @return how many connections accepted the message, and why others did not
     * @throws MessageEncodingException if JSON-B cannot serialise the value; nothing is sent then
     * @throws NullPointerException if the value is null; the JSON document {@code null} is the text {@code "null"}
     */
    BroadcastResult broadcastJson(Object value);

    /**
     * Queues a binary message on every connection of this broadcaster.
     *
     * @param data the bytes; copied once
     * @return how many connections accepted the message, and why others did not
     * @throws NullPointerException if the array is null
     */
    default BroadcastResult broadcastBinary(byte[] data) {
        return broadcast(Message.binary(data));
    }

    /**
     * Queues a binary message on every connection of this broadcaster.
     *
     * @param data the bytes between position and limit; copied once, left unchanged
     * @return how many connections accepted the message, and why others did not
     * @throws NullPointerException if the buffer is null
     */
    default BroadcastResult broadcastBinary(ByteBuffer data) {
        return broadcast(Message.binary(data));
    }

    /**
     * Completes once everything queued before this call has been handed to the network; use it for backpressure.
     *
     * <p>It costs nothing unless it is called. If nothing waits, the stage is complete at once; otherwise it completes
     * on one of Tideway's own threads. A client that never reads ends with its send timeout, so the stage always
     * completes.
     *
     * <p>Actions that you chain to the stage run on threads reserved for them, so they may block. Actions that you
     * chain to a future that Java makes of several stages, such as
     * {@link java.util.concurrent.CompletableFuture#allOf}, run on the thread that completes the last of them. There
     * are 256 such threads; while all of them are blocked, further stages complete late, and nothing else waits. Use
     * {@code thenRunAsync} with an executor of your own there.
     *
     * @return a stage that completes, never exceptionally, once everything queued before the call has been handed to
     *     the network or its connection has ended
     */
    CompletionStage<Void> flushed();
}
