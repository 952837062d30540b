package io.tideway.ws.internal.delivery;

import io.tideway.ws.BroadcastResult;
import io.tideway.ws.internal.outbound.Outcome;

/** Counts the outcomes of one publication on its connections; of one thread. */
final class OutcomeCounts {
    private int queued;
    private int dropped;
    private int overflowed;
    private int closed;

    void count(Outcome outcome) {
        switch (outcome) {
            case QUEUED -> queued++;
            case DROPPED -> dropped++;
            case OVERFLOWED -> overflowed++;
            case CLOSED -> closed++;
            case NOT_ADMITTED -> {} // it does not belong to the selection
        }
    }

    BroadcastResult result() {
        return new BroadcastResult(queued + dropped + overflowed + closed, queued, dropped, overflowed, closed, 0);
    }
}
