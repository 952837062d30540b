package io.tideway.ws.it.server;

import io.tideway.ws.it.server.app.messaging.Letters;
import io.tideway.ws.it.server.app.messaging.LettersHandler;
import io.tideway.ws.it.server.app.messaging.LettersOnContainerEndpoint;
import io.tideway.ws.it.server.app.messaging.LettersOnManagedEndpoint;
import io.tideway.ws.it.server.app.messaging.LettersOnVirtualEndpoint;

/**
 * Tests on servers with Jakarta Messaging that handlers may use a {@code JMSContext} of the server, in a transaction
 * and without one.
 *
 * <p>A callback holds up to two connections of the server's default factory, whose pool must have enough for all
 * clients.
 */
abstract class MessagingContract extends ResourceContract {
    private static final int BURSTS = 2;
    private static final String QUEUE = """
            <jms-destination>
              <name>java:app/jms/letters</name>
              <interface-name>jakarta.jms.Queue</interface-name>
              <destination-name>letters</destination-name>
            </jms-destination>
            """;

    MessagingContract(Server server) {
        super(server, "/messaging", "one in a transaction, one without", BURSTS);
    }

    @Override
    WarBuilder application() {
        return WarBuilder.war("messaging")
                .classes(
                        Letters.class,
                        LettersHandler.class,
                        LettersOnContainerEndpoint.class,
                        LettersOnManagedEndpoint.class)
                .webXml(QUEUE);
    }

    @Override
    Class<?> endpointOnVirtualThreads() {
        return LettersOnVirtualEndpoint.class;
    }
}
