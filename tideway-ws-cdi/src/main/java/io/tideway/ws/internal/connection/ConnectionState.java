package io.tideway.ws.internal.connection;

import io.tideway.ws.CloseFrame;

/**
 * Holds the state of one connection and how it ends.
 *
 * <table>
 *   <caption>Transitions</caption>
 *   <tr><th>From</th><th>To</th><th>By</th></tr>
 *   <tr><td>{@code OPEN}</td><td>{@code CLOSING}</td><td>{@link #beginClosing}: this side has begun a close</td></tr>
 *   <tr><td>{@code OPEN}, {@code CLOSING}</td><td>{@code ENDED}</td><td>{@link #end}: the close handshake is complete, or
 *     the connection is lost or given up</td></tr>
 * </table>
 *
 * <p>A connection in {@code CLOSING} takes no message any longer and has until its deadline for the close handshake. One in
 * {@code ENDED} has until its deadline for the last callback. Thread-safe.
 */
final class ConnectionState {

    enum Phase {
        OPEN,
        CLOSING,
        ENDED
    }

    /** What {@link #end} did. */
    enum Ending {
        /** It ended the connection, which was registered. */
        REGISTERED,
        /** It ended the connection before that was registered. */
        UNREGISTERED,
        /** The connection had ended before. */
        BEFORE
    }

    // All guarded by this.
    private Phase phase = Phase.OPEN;
    private CloseFrame reason = CloseFrame.ABNORMAL;
    private boolean closedHere; // this side's close frame is on its way
    private boolean registered;
    private long deadline;

    synchronized Phase phase() {
        return phase;
    }

    synchronized boolean isOpen() {
        return phase == Phase.OPEN;
    }

    synchronized boolean hasEnded() {
        return phase == Phase.ENDED;
    }

    /** Returns how the connection ended, or is being closed. */
    synchronized CloseFrame reason() {
        return reason;
    }

    synchronized boolean isRegistered() {
        return registered;
    }

    /** Registers the connection by an action, unless it has ended; true if it is registered now. */
    synchronized boolean register(Runnable action) {
        if (phase != Phase.ENDED) {
            action.run();
            registered = true;
        }
        return registered;
    }

    /** Tells whether what the phase waits for is late. */
    synchronized boolean isOverdue(long now) {
        return phase != Phase.OPEN && now - deadline >= 0;
    }

    /** Begins a close from this side; false if the connection is not open. */
    synchronized boolean beginClosing(CloseFrame frame, long until) {
        if (phase != Phase.OPEN) {
            return false;
        }
        phase = Phase.CLOSING;
        reason = frame;
        closedHere = frame.isSendable();
        deadline = until;
        return true;
    }

    /**
     * Ends the connection.
     *
     * @param frame how, unless this side has begun to close: then the client's answer tells nothing new
     */
    synchronized Ending end(CloseFrame frame, long until) {
        if (phase == Phase.ENDED) {
            return Ending.BEFORE;
        }
        boolean ours = closedHere || (phase == Phase.CLOSING && frame.code() == CloseFrame.ABNORMAL.code());
        if (!ours) {
            reason = frame;
        }
        phase = Phase.ENDED;
        deadline = until;
        return registered ? Ending.REGISTERED : Ending.UNREGISTERED;
    }
}
