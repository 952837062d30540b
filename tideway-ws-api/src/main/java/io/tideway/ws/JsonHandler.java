package io.tideway.ws;

import java.nio.ByteBuffer;

/**
 * Handles connections whose text messages are JSON documents of one type.
 *
 * <p>{@code T} is read from the class's generics at deployment, so it must be given there: {@code class Orders
 * implements JsonHandler<Order>}. Decoding is JSON-B's. What is not valid JSON for {@code T} goes to {@link #onError}
 * as a {@link MessageDecodingException}, and the connection stays open. Thread-safety is that of
 * {@link WebSocketHandler}.
 *
 * <pre>{@code
 * record Order(String article) {}
 *
 * @WebSocketEndpoint("/orders")
 * public class Orders implements JsonHandler<Order> {
 *     @Override
 *     public void onJson(Connection connection, Order order) {
 *         connection.sendText("Ordered " + order.article());
 *     }
 * }
 * }</pre>
 *
 * @param <T> the type of each document
 */
public interface JsonHandler<T> extends WebSocketHandler {

    /**
     * Receives one decoded document.
     *
     * @param connection where it came from
     * @param value the document, never null: the JSON {@code null} goes to {@link #onError} as a
     *     {@link MessageDecodingException}, unless {@code T} has a value for it, as {@link java.util.Optional} has
     * @throws Exception if the callback fails; the exception goes to {@link #onError}
     */
    void onJson(Connection connection, T value) throws Exception;

    /**
     * Passes a binary message to {@link #onBinary} and refuses any other, since JSON arrives in {@link #onJson}.
     *
     * <p>Tideway calls it for binary messages only. Called by the application with a text message it neither decodes
     * the text nor calls {@link #onJson}.
     *
     * @param connection where it came from
     * @param message the message
     * @throws MessageDecodingException for a message that is not binary; its text names the kind of the message
     * @throws Exception if the callback fails; the exception goes to {@link #onError}
     */
    @Override
    default void onMessage(Connection connection, Message message) throws Exception {
        if (message instanceof Message.Binary binary) {
            onBinary(connection, binary.data());
            return;
        }
        throw new MessageDecodingException("TIDEWAY-A002 onMessage was called with " + kindOf(message), null);
    }

    private static String kindOf(Message message) {
        if (message instanceof Message.Text) {
            return "a text message, which it does not decode; call onJson with the value";
        }
        if (message instanceof Message.Close) {
            return "a close message; call Connection.close instead";
        }
        return (message instanceof Message.Ping ? "a ping" : "a pong") + ", which a handler never receives";
    }

    /**
     * Refuses a binary message, since the endpoint takes JSON in text messages; override it to accept binary messages.
     *
     * @param connection where it came from
     * @param data the bytes, read-only
     * @throws MessageDecodingException always, unless overridden
     * @throws Exception if the callback fails; the exception goes to {@link #onError}
     */
    @Override
    default void onBinary(Connection connection, ByteBuffer data) throws Exception {
        throw new MessageDecodingException(
                "TIDEWAY-A002 a binary message arrived where JSON text is expected; override onBinary to accept it",
                null);
    }
}
