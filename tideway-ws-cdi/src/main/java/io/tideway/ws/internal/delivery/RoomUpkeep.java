package io.tideway.ws.internal.delivery;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Retires the rooms that are not used, and keeps the logs and the presence of the others; thread-safe. */
final class RoomUpkeep {
    private static final long LONGEST_PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final RoomStates states;
    private final LogContext context;
    private final RoomPresence presence;
    private final LongSupplier nanos;
    private final AtomicLong ranAt;

    RoomUpkeep(RoomStates states, LogContext context, RoomPresence presence, LongSupplier nanos) {
        this.states = states;
        this.context = context;
        this.presence = presence;
        this.nanos = nanos;
        this.ranAt = new AtomicLong(nanos.getAsLong());
    }

    /**
     * Does what is due; called several times a second, works once a second, or more often if there are logs that would
     * vanish meanwhile.
     */
    void run() {
        long now = nanos.getAsLong();
        long last = ranAt.get();
        long period = Math.min(LONGEST_PERIOD_NANOS, states.shortestAge() / 3);
        if (states.areKept() && now - last >= period && ranAt.compareAndSet(last, now)) {
            states.forEach((room, state) -> keep(room, state, now));
        }
    }

    private void keep(String room, RoomState state, long now) {
        if (states.retire(room, state)) {
            return;
        }
        presence.refreshIfDue(state, room, now);
        if (state.log != null) {
            keepLog(room, state, state.log, now);
        }
    }

    private void keepLog(String room, RoomState state, LoggedRoom log, long now) {
        log.missed.forget();
        if (log.reads().claimIfNeeded()) {
            presence.pace(log.reads()::begin);
        }
        long third = log.retention.age().dividedBy(3).toNanos();
        if (now - state.retainedAt >= third
                && context.registry().rooms().size(room) > 0
                && state.retainDue.compareAndSet(false, true)) {
            state.retainedAt = now;
            presence.pace(() -> {
                state.retainDue.set(false);
                return context.broker().retain(room, log.retention);
            });
        }
    }
}
