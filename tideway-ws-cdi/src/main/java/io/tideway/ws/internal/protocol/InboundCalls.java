package io.tideway.ws.internal.protocol;

import io.tideway.ws.Message;

/** Offers the calls that a client's message can cause on its connection. */
public interface InboundCalls {
    /** Gives a message to the handler. */
    void message(Message message);
}
