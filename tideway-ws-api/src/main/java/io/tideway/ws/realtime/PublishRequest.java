package io.tideway.ws.realtime;

import io.tideway.ws.MessageDecodingException;

/**
 * Shows what a client asks to publish; implemented by Tideway.
 *
 * <pre>{@code
 * public PublishDecision onPublish(Connection connection, PublishRequest publish) {
 *     return publish.data().length() <= 1_000 ? PublishDecision.allow() : PublishDecision.deny();
 * }
 * }</pre>
 */
public interface PublishRequest {

    /**
     * Returns the room.
     *
     * @return the name as the client sent it, a valid name of a room
     */
    String room();

    /**
     * Returns the data.
     *
     * @return a JSON text
     */
    String data();

    /**
     * Reads the data with JSON-B.
     *
     * @param <T> the type
     * @param type the class to read
     * @return the value
     * @throws MessageDecodingException if it is not of that type
     */
    <T> T data(Class<T> type);
}
