package io.tideway.ws.internal.outbound;

/**
 * Says whether an outbound queue accepts messages, and which thread writes.
 *
 * <pre>
 * State              Accepts  Waits             Who writes
 * IDLE               yes      nothing           no thread
 * DELAYED            yes      what there is     no thread, until the write delay has passed
 * CLAIMED            yes      what there is     one thread, which is about to
 * CALLING            yes      what there is     one thread, which is inside the writer's call
 * IN_FLIGHT          yes      what there is     the container, which will tell
 * CLOSING_CLAIMED    no       and a close       as CLAIMED
 * CLOSING_CALLING    no       and a close       as CALLING
 * CLOSING_IN_FLIGHT  no       and a close       as IN_FLIGHT
 * CLOSED             no       nothing           no thread: the close frame has been handed over
 * ENDED              no       nothing           no thread: the connection is gone
 *
 * From                 Event                                           To
 * IDLE                 message, reply, ping                            CLAIMED, by the caller
 * IDLE                 message that may wait for others                DELAYED
 * DELAYED              the write delay has passed                      CLAIMED, by the timer
 * DELAYED              ping, message that fills a write                CLAIMED, by the caller
 * DELAYED              a flush is waited for                           CLAIMED, by the caller
 * IDLE, DELAYED        close, overflow                                 CLOSING_CLAIMED, by the caller
 * CLAIMED              its thread calls the writer                     CALLING
 * CLAIMED              its thread finds nothing that waits             IDLE
 * CALLING              completion, inside the call or elsewhere        CLAIMED, by the thread in the call
 * CALLING              the call returns without a completion           IN_FLIGHT
 * IN_FLIGHT            completion                                      CLAIMED, by the thread that completes
 * CLAIMED, CALLING,    close, overflow                                 CLOSING_…, by whom it was
 *   IN_FLIGHT
 * CLOSING_CLAIMED,     as above, and where nothing waits               CLOSED, and the close frame is sent
 *   …_CALLING, …_IN_FLIGHT
 * any except ENDED     failed write, end of the connection             ENDED
 * </pre>
 *
 * <p>A claim may pass from thread to thread. The thread that has it writes, passes it to another thread, or releases
 * it.
 */
enum OutboundState {
    IDLE,
    DELAYED,
    CLAIMED,
    CALLING,
    IN_FLIGHT,
    CLOSING_CLAIMED,
    CLOSING_CALLING,
    CLOSING_IN_FLIGHT,
    CLOSED,
    ENDED;

    /** Tells whether messages are accepted. */
    boolean accepts() {
        return this == IDLE || this == DELAYED || this == CLAIMED || this == CALLING || this == IN_FLIGHT;
    }

    /** Tells whether no thread is to write, and no write is under way. */
    boolean isUnclaimed() {
        return this == IDLE || this == DELAYED;
    }

    /** Tells whether a thread is to write, or to give the claim up. */
    boolean isClaimed() {
        return this == CLAIMED || this == CLOSING_CLAIMED;
    }

    /** Tells whether a thread is inside the writer's call, whose write is not complete. */
    boolean isCalling() {
        return this == CALLING || this == CLOSING_CALLING;
    }

    /** Tells whether a write has been begun and is not complete. */
    boolean isWriting() {
        return isCalling() || this == IN_FLIGHT || this == CLOSING_IN_FLIGHT;
    }

    /**
     * Returns the state once a close waits behind everything; the caller has the claim where this was
     * {@linkplain #isUnclaimed unclaimed}.
     */
    OutboundState closing() {
        return switch (this) {
            case IDLE, DELAYED, CLAIMED -> CLOSING_CLAIMED;
            case CALLING -> CLOSING_CALLING;
            case IN_FLIGHT -> CLOSING_IN_FLIGHT;
            default -> this;
        };
    }

    /** Returns the state once the thread with the claim calls the writer. */
    OutboundState calling() {
        return this == CLAIMED ? CALLING : CLOSING_CALLING;
    }

    /** Returns the state once the call has returned and the write is not complete. */
    OutboundState returned() {
        return this == CALLING ? IN_FLIGHT : CLOSING_IN_FLIGHT;
    }

    /** Returns the state once a write is complete; this one where none was under way. */
    OutboundState completed() {
        return switch (this) {
            case CALLING, IN_FLIGHT -> CLAIMED;
            case CLOSING_CALLING, CLOSING_IN_FLIGHT -> CLOSING_CLAIMED;
            default -> this;
        };
    }

    /** Returns the state once the claim has been given up, since nothing waits. */
    OutboundState released() {
        return this == CLAIMED ? IDLE : CLOSED;
    }
}
