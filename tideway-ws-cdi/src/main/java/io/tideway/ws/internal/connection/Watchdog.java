package io.tideway.ws.internal.connection;

import io.tideway.ws.internal.registry.LocalConnection;
import io.tideway.ws.internal.registry.Registry;
import io.tideway.ws.internal.threads.RunningTime;
import io.tideway.ws.internal.threads.UnexpectedErrors;
import java.time.Duration;

/**
 * Checks the {@link TimeLimits} of all connections again and again.
 *
 * <p>One task for all costs an idle connection nothing, where a timer each would. A round never blocks: what may block
 * runs on the workers.
 */
public final class Watchdog implements Runnable {
    private static final int CONNECTIONS_BETWEEN_TICKS = 1024;
    private static final Duration WORTH_A_LINE = Duration.ofSeconds(1);

    private final Registry registry;
    private final RunningTime time;
    private final Duration period;
    private final TimeLimits limits = new TimeLimits();

    /**
     * Creates a watchdog.
     *
     * @param time what it keeps running
     * @param period how long after one round the next one begins
     */
    public Watchdog(Registry registry, RunningTime time, Duration period) {
        this.registry = registry;
        this.time = time;
        this.period = period;
    }

    @Override
    public void run() {
        int looks = 0;
        for (LocalConnection local : registry.everyConnection()) {
            if (looks++ % CONNECTIONS_BETWEEN_TICKS == 0) {
                tick(); // a long round is not a pause
            }
            if (local instanceof LiveConnection connection) {
                check(connection);
            }
        }
        tick();
    }

    private void tick() {
        Duration pause = time.tick(period);
        if (pause.compareTo(WORTH_A_LINE) >= 0) {
            ConnectionMessages.paused(pause);
        }
    }

    private void check(LiveConnection connection) {
        try {
            limits.check(connection);
        } catch (RuntimeException | Error e) {
            UnexpectedErrors.report(e); // or the connections behind this one would have no time limits
        }
    }
}
