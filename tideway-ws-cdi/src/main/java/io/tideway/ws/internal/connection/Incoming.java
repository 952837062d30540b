package io.tideway.ws.internal.connection;

import io.tideway.ws.Message;
import io.tideway.ws.internal.protocol.ClientSession;

/** Passes one message to the handler. */
record Incoming(ClientSession session, Callbacks callbacks, Message message) implements Inbox.Callback {
    @Override
    public void run() {
        try {
            session.received(message, callbacks);
        } catch (RuntimeException | Error e) {
            callbacks.failedInSession(e); // a queue that it holds back would be held forever
        }
    }

    @Override
    public int bytes() {
        if (message instanceof Message.Text text) {
            return text.text().length(); // to count its UTF-8 would cost more than the bound is worth
        }
        return message instanceof Message.Binary binary ? binary.data().remaining() : 0;
    }
}
