package io.tideway.ws.internal.delivery;

import io.tideway.ws.MemberJoined;
import io.tideway.ws.MemberLeft;
import io.tideway.ws.RoomPosition;
import java.util.function.LongSupplier;

/**
 * Takes what the broker brings for the rooms that remember: publications of their logs, the state of subscriptions, and
 * joins and leaves on other nodes. Thread-safe.
 */
public final class RoomUpdates {
    private final RoomStates states;
    private final LogContext context;
    private final RoomPresence presence;
    private final LongSupplier nanos;

    RoomUpdates(RoomStates states, LogContext context, RoomPresence presence, LongSupplier nanos) {
        this.states = states;
        this.context = context;
        this.presence = presence;
        this.nanos = nanos;
    }

    /** Takes a publication from the broker. */
    public void appended(String room, RoomPosition position, byte[] data) {
        LoggedRoom log = states.usedLog(room);
        // A room that only publishes would otherwise deliver, and stay subscribed as long as it does.
        if (log != null && (hasMembers(room) || log.isDelivering())) {
            log.appended(position, data);
        }
    }

    /** Begins to deliver from the log of a room, which has its first member, whatever is told of that member later. */
    public void occupied(String room) {
        RoomState state;
        do {
            state = states.of(room);
            if (state.log != null) {
                state.log.begin();
            }
        } while (states.areKept() && state.isRetired());
    }

    /** Reads what a room may have missed, since its subscription is active from now on. */
    public void subscribed(String room) {
        LoggedRoom log = states.usedLog(room);
        if (log != null) {
            var unused = log.reads().begin();
        }
    }

    /** Tells whether the log of a room has to get everything that is published. */
    public boolean isDelivering(String room) {
        LoggedRoom log = states.usedLog(room);
        return log != null && log.isDelivering();
    }

    /** Tells the clients in a room, on this node, that a connection has joined it on another one. */
    public void show(MemberJoined event) {
        RoomState state = states.used(event.room());
        if (state != null && state.options.hasJoinLeave()) {
            presence.show(state, event);
        }
    }

    /** Tells the clients in a room, on this node, that a connection has left it on another one. */
    public void show(MemberLeft event) {
        RoomState state = states.used(event.room());
        if (state != null && state.options.hasJoinLeave()) {
            presence.show(state, event);
        }
    }

    /** Tells listeners that a connection has joined a room on another node, if it has members on this one. */
    public void tell(MemberJoined event) {
        if (hasMembers(event.room())) {
            presence.tell(event);
        }
    }

    /** Tells listeners that a connection has left a room on another node, if it has members on this one. */
    public void tell(MemberLeft event) {
        if (hasMembers(event.room())) {
            presence.tell(event);
        }
    }

    /** Repairs everything after the broker was unreachable. */
    public void reconnected() {
        long now = nanos.getAsLong();
        states.forEach((room, state) -> {
            presence.refresh(state, room, now);
            LoggedRoom log = state.log;
            if (log != null && hasMembers(room) && log.reads().claim()) {
                presence.pace(log.reads()::begin);
            }
        });
    }

    private boolean hasMembers(String room) {
        return context.registry().rooms().size(room) > 0;
    }
}
