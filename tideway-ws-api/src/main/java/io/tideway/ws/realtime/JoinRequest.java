package io.tideway.ws.realtime;

import io.tideway.ws.MessageDecodingException;
import java.util.Optional;

/**
 * Shows which room a client asks to join; implemented by Tideway.
 *
 * <pre>{@code
 * public JoinDecision onJoin(Connection connection, JoinRequest join) {
 *     String own = "inbox:" + connection.userId().orElse("");
 *     return join.room().equals(own) ? JoinDecision.allow() : JoinDecision.deny();
 * }
 * }</pre>
 */
public interface JoinRequest {

    /**
     * Returns the room.
     *
     * @return the name as the client sent it, a valid name of a room
     */
    String room();

    /**
     * Returns the token for this room.
     *
     * @return the token as the client sent it, or empty if it sent none
     */
    Optional<String> token();

    /**
     * Returns the data that the client sent along.
     *
     * @return a JSON text, or empty if it sent none
     */
    Optional<String> data();

    /**
     * Reads the data with JSON-B.
     *
     * @param <T> the type
     * @param type the class to read
     * @return the value, or empty if the client sent none
     * @throws MessageDecodingException if it is not of that type
     */
    <T> Optional<T> data(Class<T> type);
}
