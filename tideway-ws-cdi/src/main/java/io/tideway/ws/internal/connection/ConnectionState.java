package io.tideway.ws.internal.connection;

import io.tideway.ws.CloseFrame;

/**
 * Holds the state of one connection, from its first frame to its release.
 *
 * <table>
 * <caption>Transitions</caption>
 * <tr><th>From</th><th>When</th><th>To</th></tr>
 * <tr><td>OPEN</td><td>a close by us, an overflow, a failed write</td><td>CLOSING</td></tr>
 * <tr><td>OPEN, CLOSING</td><td>the container's close, heartbeat timeout, send timeout, the end of the close timeout</td>
 *     <td>ENDED</td></tr>
 * <tr><td>ENDED</td><td>{@code onDisconnect} has returned; its thread leaves the registry and tells observers</td>
 *     <td>LEAVING</td></tr>
 * <tr><td>ENDED</td><td>the close timeout has passed again; other threads leave the registry and tell observers</td>
 *     <td>OVERDUE</td></tr>
 * <tr><td>OVERDUE</td><td>{@code onDisconnect} has returned, or observers know: whichever comes first</td>
 *     <td>LEAVING</td></tr>
 * <tr><td>LEAVING</td><td>the other of these two</td><td>RELEASED</td></tr>
 * </table>
 *
 * <p>This state decides which close frame counts: an overflowing queue asks under its own lock before it queues one. If
 * the client closes while our frame still waits behind messages, the client's frame counts, since ours never leaves.
 * The outbound queue has states of its own for who writes and what is left to write. They are not a copy of these: a
 * send asks the queue alone, under its one lock, where the close frame waits behind what was accepted, and a failed
 * write ends the queue before the connection. Thread-safe; it calls no other code.
 */
final class ConnectionState {

    private enum State {
        OPEN,
        CLOSING,
        ENDED,
        OVERDUE,
        LEAVING,
        RELEASED
    }

    /** What remains to be done once {@code onDisconnect} has returned. */
    enum Remainder {
        /** Leave the registry, tell observers, release. */
        LEAVE,
        /** Nothing: the thread that tells the observers releases. */
        NONE,
        /** Release. */
        RELEASE
    }

    /** What the watchdog has to do. */
    enum Due {
        /** The connection is open: check its heartbeat and its write. */
        CHECKS_WHILE_OPEN,
        /** The connection is closing: check its write. */
        CHECKS_WHILE_CLOSING,
        /** The close timeout has passed without an end. */
        FORCED_END,
        /** {@code onDisconnect} has not returned within the close timeout: leave the registry without it. */
        FORCED_LEAVE,
        /** Nothing. */
        NOTHING
    }

    private volatile State state = State.OPEN; // written under this

    // Guarded by this.
    private CloseFrame reason = CloseFrame.ABNORMAL;
    private boolean closedHere; // by a frame that the client gets, so that the client's answer says nothing new
    private long deadline; // of CLOSING and ENDED

    boolean isOpen() {
        return state == State.OPEN;
    }

    /** Tells whether a close of ours is under way. */
    boolean isClosing() {
        return state == State.CLOSING;
    }

    /** Tells whether the connection has ended. */
    boolean hasEnded() {
        return state.compareTo(State.ENDED) >= 0;
    }

    /** Returns how the connection ended, or is to end. */
    synchronized CloseFrame reason() {
        return reason;
    }

    /** Begins to close; false if the connection is closing or has ended. */
    synchronized boolean close(CloseFrame frame, long until) {
        if (state != State.OPEN) {
            return false;
        }
        state = State.CLOSING;
        reason = frame;
        deadline = until;
        return true;
    }

    /** Records that our close frame is handed to the transport: the client's code counts only before that. */
    synchronized void closeFrameLeaves() {
        closedHere = true;
    }

    /** Ends the connection; false if it has ended. */
    synchronized boolean end(CloseFrame frame, long until) {
        if (hasEnded()) {
            return false;
        }
        boolean known = closedHere || (state == State.CLOSING && frame.code() == CloseFrame.ABNORMAL.code());
        if (!known) {
            reason = frame;
        }
        state = State.ENDED;
        deadline = until;
        return true;
    }

    /** Returns what is due; {@link Due#FORCED_LEAVE} once. */
    synchronized Due due(long now) {
        boolean overdue = now - deadline >= 0;
        return switch (state) {
            case OPEN -> Due.CHECKS_WHILE_OPEN;
            case CLOSING -> overdue ? Due.FORCED_END : Due.CHECKS_WHILE_CLOSING;
            case ENDED -> {
                if (overdue) {
                    state = State.OVERDUE;
                }
                yield overdue ? Due.FORCED_LEAVE : Due.NOTHING;
            }
            case OVERDUE, LEAVING, RELEASED -> Due.NOTHING;
        };
    }

    /** Records that {@code onDisconnect} has returned. */
    synchronized Remainder disconnected() {
        return switch (state) {
            case ENDED -> {
                state = State.LEAVING;
                yield Remainder.LEAVE;
            }
            case OVERDUE -> {
                state = State.LEAVING;
                yield Remainder.NONE;
            }
            case LEAVING -> {
                state = State.RELEASED;
                yield Remainder.RELEASE;
            }
            case OPEN, CLOSING, RELEASED -> throw new IllegalStateException(state.name());
        };
    }

    /** Records that the observers know which rooms the connection left; true if it is to be released. */
    synchronized boolean observersTold() {
        boolean last = state == State.LEAVING;
        state = last ? State.RELEASED : State.LEAVING;
        return last;
    }
}
