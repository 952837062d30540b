package io.tideway.ws.spi;

import io.tideway.ws.Message;

/**
 * Handles the exchange with one client.
 *
 * <p>{@link #received} and what is given to {@link ProtocolConnection#execute} run one after the other, with the
 * callbacks of the handler. The other methods come from any thread at any time, and must not block.
 */
public interface ProtocolSession {

    /**
     * Returns what encodes messages for this client; asked once, when the session has begun.
     *
     * @return the encoder; the same object for all connections with equal encodings
     */
    FrameEncoder encoder();

    /**
     * Takes a whole message of the client.
     *
     * @param message text or binary
     */
    void received(Message message);

    /**
     * Handles what is due at the instant given to {@link ProtocolConnection#wakeAt}; runs one after the other with
     * {@link #received}.
     */
    void woken();

    /**
     * Returns the frame that asks an idle client for an answer.
     *
     * @return the frame to send
     */
    Message heartbeat();

    /**
     * Tells whether the client is told who joins and leaves a room whose options say so; may be called with a lock
     * held.
     *
     * @param room the name of a room that the connection is in
     * @return true if it is told
     */
    boolean seesMembers(String room);

    /**
     * Tells the client that the application has added it to a room; called with a lock held.
     *
     * @param room the room's name
     * @return the frame that leaves before everything of the room
     */
    Message joined(String room);

    /**
     * Tells the client that the application has removed it from a room; called with a lock held.
     *
     * @param room the room's name
     * @return the frame that leaves after everything of the room
     */
    Message left(String room);
}
