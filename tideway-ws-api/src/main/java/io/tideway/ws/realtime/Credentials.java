package io.tideway.ws.realtime;

import io.tideway.ws.MessageDecodingException;
import java.util.Map;
import java.util.Optional;

/**
 * Shows what a client presents when it connects or renews its token; implemented by Tideway.
 *
 * <pre>{@code
 * public Authentication onAuthenticate(Connection connection, Credentials given) {
 *     connection.setMetadata("client", given.clientName() + " " + given.clientVersion());
 *     return Authentication.anonymous();
 * }
 * }</pre>
 */
public interface Credentials {

    /**
     * Returns the token.
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

    /**
     * Returns the name of the client library.
     *
     * @return the name, as in {@code "js"}; empty if the client does not send it
     */
    String clientName();

    /**
     * Returns the version of the client.
     *
     * @return its version; empty if the client does not send it
     */
    String clientVersion();

    /**
     * Returns the headers that the client emulates, since browsers cannot set those of the handshake.
     *
     * @return an unmodifiable map; its content is not verified
     */
    Map<String, String> headers();
}
