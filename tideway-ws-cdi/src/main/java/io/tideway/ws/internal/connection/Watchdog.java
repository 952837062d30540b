package io.tideway.ws.internal.connection;

import io.tideway.ws.internal.registry.Peer;
import io.tideway.ws.internal.registry.Registry;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sweeps over all connections for heartbeats, stuck writes and overdue closes.
 *
 * <p>One sweep for all costs an idle connection nothing, where a timer each would. A sweep never blocks: what may block runs
 * on the workers.
 */
public final class Watchdog implements Runnable {
    private final Registry registry;
    // Connections that have left the registry while a callback of theirs has not returned.
    private final Set<LiveConnection> stuck = ConcurrentHashMap.newKeySet();

    /** Creates a watchdog; whoever schedules it decides how often it looks. */
    public Watchdog(Registry registry) {
        this.registry = registry;
    }

    @Override
    public void run() {
        for (Peer peer : registry.peers()) {
            if (peer instanceof LiveConnection connection
                    && connection.lifecycle().check()) {
                stuck.add(connection);
            }
        }
        stuck.removeIf(connection -> connection.lifecycle().isReleased());
    }

    /** Returns the connections whose last callback has not returned. */
    public Collection<LiveConnection> unreleased() {
        Set<LiveConnection> unreleased = new HashSet<>(stuck);
        for (Peer peer : registry.peers()) {
            if (peer instanceof LiveConnection connection) {
                unreleased.add(connection);
            }
        }
        unreleased.removeIf(connection -> connection.lifecycle().isReleased());
        return unreleased;
    }
}
