package io.tideway.ws.internal.container;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells failures that a peer or the network causes from others that a container reports.
 *
 * <p>A peer that breaks the protocol or goes away ends its connection, which {@code onDisconnect} tells. Containers
 * report it as an error besides, most as an {@link IOException}, some by exceptions of their own.
 */
public final class PeerFailures {
    private static final List<String> CONTAINERS = List.of(
            "com.ibm.ws.wsoc.",
            "io.undertow.websockets.",
            "org.apache.tomcat.websocket.",
            "org.eclipse.jetty.websocket.",
            "org.glassfish.tyrus.");

    private PeerFailures() {}

    /** Tells whether a failure comes from the peer or the network. */
    public static boolean concern(Throwable reported) {
        return Stream.iterate(reported, cause -> cause != null, Throwable::getCause)
                .limit(10) // causes may form a circle
                .anyMatch(PeerFailures::isOfPeer);
    }

    private static boolean isOfPeer(Throwable cause) {
        return cause instanceof IOException
                || CONTAINERS.stream().anyMatch(cause.getClass().getName()::startsWith);
    }
}
