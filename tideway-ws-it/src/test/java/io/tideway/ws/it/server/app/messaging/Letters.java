package io.tideway.ws.it.server.app.messaging;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import jakarta.transaction.Transactional;
import java.util.Objects;

/**
 * Sends and receives with a context of the server.
 *
 * <p>Its scope is the request: where the server gives each injection point a context of its own, as Open Liberty does
 * outside of transactions, a bean of a longer scope would share it between threads.
 */
@RequestScoped
public class Letters {
    private static final long PATIENCE_MILLIS = 30_000;
    private static final String ADDRESS = "address";

    @Inject
    JMSContext messaging;

    @Resource(lookup = "java:app/jms/letters")
    Queue queue;

    /** Sends a letter, which leaves with the commit. */
    @Transactional
    public void sendInTransaction(String address, String text) {
        send(address, text);
    }

    /** Sends a letter. */
    public void send(String address, String text) {
        messaging.createProducer().setProperty(ADDRESS, address).send(queue, text);
    }

    /** Returns the next letter to an address, or {@code nothing} if none comes. */
    public String receive(String address) {
        try (JMSConsumer letters = messaging.createConsumer(queue, ADDRESS + " = '" + address + "'")) {
            return Objects.requireNonNullElse(letters.receiveBody(String.class, PATIENCE_MILLIS), "nothing");
        }
    }
}
