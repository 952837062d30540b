package io.tideway.ws;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/**
 * Sends to many: everyone ({@link ConnectionManager}), a {@link Room} or an {@link Audience}.
 *
 * <p>Broadcasting never blocks, never throws for a slow or closed peer, and serialises a value once for all. Two
 * broadcasts made one after the other by one thread arrive in that order at every connection. Thread-safe.
 */
public interface Broadcaster {

    /**
     * Queues a message on every connection of this broadcaster.
     *
     * @param message the message; a {@link Message.Close} closes the connections
     * @return what became of it
     */
    BroadcastResult broadcast(Message message);

    /**
     * Queues a text on every connection of this broadcaster.
     *
     * @param text the whole text
     * @return what became of it
     */
    default BroadcastResult broadcastText(String text) {
        return broadcast(Message.text(text));
    }

    /**
     * Serialises a value once with JSON-B and queues it as text on every connection of this broadcaster.
     *
     * @param value the value
     * @return what became of it
     * @throws MessageEncodingException if JSON-B cannot serialise the value; nothing is sent then
     * @throws NullPointerException if the value is null; the JSON document {@code null} is the text {@code "null"}
     */
    BroadcastResult broadcastJson(Object value);

    /**
     * Queues a binary message on every connection of this broadcaster.
     *
     * @param data the bytes between position and limit; copied once, left as it was
     * @return what became of it
     */
    default BroadcastResult broadcastBinary(ByteBuffer data) {
        return broadcast(Message.binary(data));
    }

    /**
     * Tells when everything queued before this call is out: the way for a producer to keep to the pace of its peers.
     *
     * <p>It costs nothing where it is not used. It completes at once where nothing waits, else on one of
     * Tideway's worker threads. A peer that never reads ends with its send timeout, so the stage
     * always completes.
     *
     * @return a stage that completes, never exceptionally, once everything queued before the call has been handed to the
     *     network or its connection has ended
     */
    CompletionStage<Void> flushed();
}
