package io.tideway.ws.internal.outbound;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Message;
import java.util.Objects;

/** What a message becomes on its way out: a payload that is queued, or the close that ends a connection behind them. */
public sealed interface Outgoing permits Payload, Outgoing.Closing {

    /**
     * A close.
     *
     * @param frame the code and reason
     */
    record Closing(CloseFrame frame) implements Outgoing {}

    /**
     * Encodes a message.
     *
     * @throws NullPointerException if it is null
     */
    static Outgoing of(Message message) {
        Objects.requireNonNull(message, "message must not be null");
        if (message instanceof Message.Text m) {
            return Payload.text(m.text());
        }
        if (message instanceof Message.Binary m) {
            return Payload.binary(m.data());
        }
        if (message instanceof Message.Ping m) {
            return Payload.ping(m.data());
        }
        if (message instanceof Message.Pong m) {
            return Payload.pong(m.data());
        }
        return new Closing(((Message.Close) message).frame());
    }
}
