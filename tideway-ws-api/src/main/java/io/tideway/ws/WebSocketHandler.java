package io.tideway.ws;

import io.tideway.ws.internal.log.Redacted;
import io.tideway.ws.internal.log.SummedErrors;
import java.nio.ByteBuffer;
import java.util.function.Supplier;

/**
 * Handles the connections of one endpoint.
 *
 * <p>Implement it in a bean with {@link WebSocketEndpoint}. Callbacks of one connection never overlap:
 * {@link #onConnect} comes before the first {@link #onMessage}, {@link #onDisconnect} comes last and exactly once.
 * Callbacks of different connections run in parallel, so an application-scoped handler guards its own fields, or is
 * {@link ConnectionScoped} and has an instance for each connection.
 *
 * <p>Each callback runs with the application's context class loader, an active request context and, except in
 * {@link #onUpgrade}, an active {@link ConnectionScoped} context. Interceptors apply. No lock of Tideway is held
 * meanwhile.
 *
 * <pre>{@code
 * @WebSocketEndpoint("/echo")
 * public class Echo implements WebSocketHandler {
 *     @Override
 *     public void onText(Connection connection, String text) {
 *         connection.sendText(text);
 *     }
 * }
 * }</pre>
 */
public interface WebSocketHandler {

    /**
     * Decides whether an upgrade is accepted, before a connection exists.
     *
     * <p>Called after every {@link io.tideway.ws.spi.UpgradeCheck}; that interface lists all checks in their order. An
     * exception refuses the upgrade with status 500.
     *
     * @param handshake what the client sent; {@link Handshake#setUserId} and {@link Handshake#setMetadata} reach the
     *     connection
     * @return the decision; the default accepts, with the subprotocol that the endpoint prefers among those offered
     * @throws Exception if the callback fails; the upgrade is refused with 500
     */
    default UpgradeDecision onUpgrade(Handshake handshake) throws Exception {
        return UpgradeDecision.accept();
    }

    /**
     * Handles a new connection; no message of the client is delivered before this returns.
     *
     * @param connection the new connection, open and registered
     * @throws Exception if the callback fails; the connection ends with 1011 and {@link #onDisconnect} is not called
     */
    default void onConnect(Connection connection) throws Exception {}

    /**
     * Receives one whole message.
     *
     * <p>The default calls {@link #onText} or {@link #onBinary}. Override those for one kind of message, and this for
     * both.
     *
     * @param connection where it came from
     * @param message a {@link Message.Text} or a {@link Message.Binary}; the handler may keep it
     * @throws Exception if the callback fails; the exception goes to {@link #onError}
     */
    default void onMessage(Connection connection, Message message) throws Exception {
        if (message instanceof Message.Text text) {
            onText(connection, text.text());
        } else if (message instanceof Message.Binary binary) {
            onBinary(connection, binary.data());
        }
    }

    /**
     * Receives the text of one whole message; does nothing by default.
     *
     * @param connection where it came from
     * @param text the text
     * @throws Exception if the callback fails; the exception goes to {@link #onError}
     */
    default void onText(Connection connection, String text) throws Exception {}

    /**
     * Receives the bytes of one whole binary message; does nothing by default.
     *
     * @param connection where it came from
     * @param data the bytes, read-only; the handler may keep the buffer
     * @throws Exception if the callback fails; the exception goes to {@link #onError}
     */
    default void onBinary(Connection connection, ByteBuffer data) throws Exception {}

    /**
     * Handles the end of a connection, for any reason: the client's close, the server's, a lost client, a failed write,
     * an overflow, undeployment.
     *
     * <p>{@link Connection#rooms()} still lists the rooms it was in; sending to it returns {@link SendResult#CLOSED}.
     * Afterwards the connection is gone from every room and lookup. A callback that has not returned within the
     * endpoint's close timeout does not delay this.
     *
     * @param connection the ended connection
     * @param reason the client's close frame, or the server's if that ended the connection; 1006 if there was none (RFC
     *     6455 §7.1.5)
     * @throws Exception if the callback fails; the exception is logged
     */
    default void onDisconnect(Connection connection, CloseFrame reason) throws Exception {}

    /**
     * Handles what {@link #onMessage} threw, a message that could not be decoded, or a failure of the container on this
     * connection.
     *
     * <p>A client that breaks the protocol or is lost ends its connection; only {@link #onDisconnect} reports that.
     *
     * <p>The connection stays open unless this closes it. The default logs a warning with the classes and the positions
     * of the error and its causes, and Tideway's own text where a message could not be decoded. It leaves all other
     * messages out, since these may hold what the client sent; a method that overrides it should do the same. It logs
     * the first error of each kind, then once a second the number of further ones and the latest.
     *
     * @param connection where it happened
     * @param error what was thrown, or a {@link MessageDecodingException}
     * @throws Exception if the callback fails; the exception is logged
     */
    default void onError(Connection connection, Throwable error) throws Exception {
        String handler = getClass().getName();
        Supplier<String> line = () -> "TIDEWAY-A001 handler " + handler + " failed on connection " + connection.id()
                + "; override onError to handle it: " + Redacted.line(error);
        boolean decoding = error instanceof MessageDecodingException; // the client's fault, so no stack trace
        if (!(connection instanceof SummedErrors errors)) {
            System.getLogger(WebSocketHandler.class.getName())
                    .log(System.Logger.Level.WARNING, line.get(), decoding ? null : Redacted.of(error));
        } else if (decoding) {
            errors.notDecoded(line);
        } else {
            errors.failed(error, line);
        }
    }
}
