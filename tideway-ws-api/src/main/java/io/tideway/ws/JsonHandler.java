package io.tideway.ws;

/**
 * Handles connections whose text messages are JSON documents of one type.
 *
 * <p>{@code T} is read from the class's generics at deployment, so it must be given there: {@code class Orders implements
 * JsonHandler<Order>}. Decoding is JSON-B's. What is not valid JSON for {@code T} goes to {@link #onError} as a {@link
 * MessageDecodingException}, and the connection lives on. Thread-safety is that of {@link WebSocketHandler}.
 *
 * @param <T> the type of each document
 */
public interface JsonHandler<T> extends WebSocketHandler {

    /**
     * Receives one decoded document.
     *
     * @param connection where it came from
     * @param value the document; null only where the peer sent the JSON {@code null}
     * @throws Exception for whatever the application cannot handle; it goes to {@link #onError}
     */
    void onJson(Connection connection, T value) throws Exception;

    /**
     * Receives what is no text message; text goes to {@link #onJson} instead.
     *
     * @param connection where it came from
     * @param message a {@link Message.Binary}
     * @throws MessageDecodingException always, unless overridden: the endpoint speaks JSON in text messages
     */
    @Override
    default void onMessage(Connection connection, Message message) throws Exception {
        throw new MessageDecodingException(
                "TIDEWAY-A002 a binary message arrived where JSON text is expected; override onMessage to accept it",
                null);
    }
}
