package io.tideway.ws.it.server.app.messaging;

import io.tideway.ws.it.server.app.ResourceUsingHandler;
import jakarta.inject.Inject;
import java.util.UUID;

/** Sends itself two letters. */
public abstract class LettersHandler extends ResourceUsingHandler {
    @Inject
    Letters letters;

    @Override
    protected String use() {
        String address = UUID.randomUUID().toString();
        letters.sendInTransaction(address, "one in a transaction");
        String first = letters.receive(address);
        letters.send(address, "one without");
        return first + ", " + letters.receive(address);
    }
}
