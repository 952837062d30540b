package io.tideway.ws.internal.connection;

import java.io.Serial;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Takes a connection out of every lookup, once, and tells which rooms and which user it has left; thread-safe.
 *
 * <p>Every connection has one, so it is the reference to what has begun rather than an object around it.
 */
final class Removal extends AtomicReference<@Nullable CompletableFuture<Void>> {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Removes the connection, unless that has begun before.
     *
     * @param observers where the observers of the rooms and of the user are told
     * @return completes, never exceptionally, once they have been told, on whichever thread
     */
    CompletableFuture<Void> run(LiveConnection connection, EndpointSpec endpoint, Node node, Executor observers) {
        CompletableFuture<Void> told = new CompletableFuture<>();
        CompletableFuture<Void> before = compareAndExchange(null, told);
        if (before != null) {
            return before;
        }
        Set<String> left = Set.of();
        try {
            left = node.registry().remove(connection);
        } finally {
            endpoint.slots().release(); // before observers, which may take long
            tell(connection, left, node, told, observers);
        }
        return told;
    }

    private static void tell(
            LiveConnection connection, Set<String> left, Node node, CompletableFuture<Void> told, Executor observers) {
        if (left.isEmpty() && connection.userId().isEmpty()) {
            told.complete(null);
            return;
        }
        observers.execute(() -> {
            try {
                node.registry().tellLeft(connection, left);
            } finally {
                told.complete(null);
            }
        });
    }
}
