package io.tideway.ws.internal.container;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Distinguishes failures that a client or the network causes from others that a container reports.
 *
 * <p>A client that breaks the protocol or goes away ends its connection, which {@code onDisconnect} reports. Containers
 * report it as an error too, most as an {@link IOException}, some by exceptions of their own.
 */
public final class ClientFailures {
    private static final List<String> CONTAINERS = List.of(
            "com.ibm.ws.wsoc.",
            "io.undertow.websockets.",
            "org.apache.tomcat.websocket.",
            "org.eclipse.jetty.websocket.",
            "org.glassfish.tyrus.");

    private ClientFailures() {}

    /** Tells whether a failure comes from the client or the network. */
    public static boolean concern(Throwable reported) {
        return Stream.iterate(reported, cause -> cause != null, Throwable::getCause)
                .limit(10) // causes may form a circle
                .anyMatch(ClientFailures::isOfClient);
    }

    private static boolean isOfClient(Throwable cause) {
        return cause instanceof IOException
                || CONTAINERS.stream().anyMatch(cause.getClass().getName()::startsWith);
    }
}
