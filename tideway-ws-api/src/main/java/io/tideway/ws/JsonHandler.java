package io.tideway.ws;

/**
 * Handles connections whose text messages are JSON documents of one type.
 *
 * <p>{@code T} is read from the class's generics at deployment, so it must be given there: {@code class Orders implements
 * JsonHandler<Order>}. Decoding is JSON-B's. What is not valid JSON for {@code T} goes to {@link #onError} as a {@link
 * MessageDecodingException}, and the connection stays open. Thread-safety is that of {@link WebSocketHandler}.
 *
 * @param <T> the type of each document
 */
public interface JsonHandler<T> extends WebSocketHandler {

    /**
     * Receives one decoded document.
     *
     * @param connection where it came from
     * @param value the document, never null: the JSON {@code null} goes to {@link #onError} as a {@link
     *     MessageDecodingException}, unless {@code T} has a value for it, as {@link java.util.Optional} has
     * @throws Exception for whatever the application cannot handle; it goes to {@link #onError}
     */
    void onJson(Connection connection, T value) throws Exception;

    /**
     * Refuses every message, since the endpoint takes JSON in text messages, which go to {@link #onJson}.
     *
     * <p>Tideway calls it for binary messages only. Called by the application with a text message it neither decodes the text
     * nor calls {@link #onJson}. Override it to accept binary messages.
     *
     * @param connection where it came from
     * @param message the message
     * @throws MessageDecodingException always, unless overridden; its text names the kind of the message
     */
    @Override
    default void onMessage(Connection connection, Message message) throws Exception {
        String arrived = message instanceof Message.Binary
                ? "a binary message arrived where JSON text is expected; override onMessage to accept it"
                : message instanceof Message.Text
                        ? "onMessage was called with a text message, which it does not decode; call onJson with the value"
                        : "onMessage was called with a close message; call Connection.close instead";
        throw new MessageDecodingException("TIDEWAY-A002 " + arrived, null);
    }
}
