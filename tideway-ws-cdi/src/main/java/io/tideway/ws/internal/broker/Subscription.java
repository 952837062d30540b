package io.tideway.ws.internal.broker;

/** Holds what a node wants of one channel, and what it has asked the broker for last; guarded by itself. */
final class Subscription {
    /** Says what the broker is to be asked for. */
    enum Call {
        SUBSCRIBE,
        UNSUBSCRIBE,
        NONE
    }

    private boolean wanted;
    private boolean made;
    private boolean idle; // without connections; upkeep ends it then
    private boolean calling; // a thread asks the broker
    private boolean retired;

    /** Wants the subscription; false if this is retired, so that another object takes its place. */
    synchronized boolean want() {
        wanted = true;
        idle = false;
        return !retired;
    }

    synchronized void idle() {
        idle = true;
    }

    /** Ends the subscription unless it is wanted again meanwhile. */
    synchronized void endIfIdle() {
        wanted &= !idle;
    }

    synchronized boolean isIdle() {
        return idle;
    }

    /** Begins to call the broker; false while another thread does, which then makes the calls of this one too. */
    synchronized boolean begin() {
        boolean begun = !calling;
        calling = true;
        return begun;
    }

    /** Returns the next call; the last one is {@link Call#NONE}, which ends what {@link #begin} has begun. */
    synchronized Call next() {
        if (made == wanted) {
            calling = false;
            retired = !made;
            return Call.NONE;
        }
        made = wanted;
        return made ? Call.SUBSCRIBE : Call.UNSUBSCRIBE;
    }

    synchronized boolean isRetired() {
        return retired;
    }
}
