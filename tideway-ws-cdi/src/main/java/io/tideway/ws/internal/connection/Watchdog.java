package io.tideway.ws.internal.connection;

import io.tideway.ws.internal.registry.Peer;
import io.tideway.ws.internal.registry.Registry;

/**
 * Sweeps over all connections for heartbeats, stuck writes and overdue closes.
 *
 * <p>One sweep for all costs an idle connection nothing, where a timer each would. A sweep never blocks: what may block runs
 * on the workers.
 */
public final class Watchdog implements Runnable {
    private final Registry registry;

    /** Creates a watchdog; whoever schedules it decides how often it looks. */
    public Watchdog(Registry registry) {
        this.registry = registry;
    }

    @Override
    public void run() {
        for (Peer peer : registry.peers()) {
            if (peer instanceof LiveConnection connection) {
                connection.lifecycle().check();
            }
        }
    }
}
