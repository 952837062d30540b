package io.tideway.ws.internal.outbound;

import io.tideway.ws.internal.threads.UnexpectedErrors;

/**
 * Tells the listener and the flushes of an outbound queue what became of its payloads.
 *
 * <p>Called without the monitor. Whatever they throw is logged, and the queue goes on.
 */
abstract class ReportingQueue extends PayloadQueue {
    final OutboundListener listener;

    ReportingQueue(OutboundLimits limits, OutboundListener listener) {
        super(limits);
        this.listener = listener;
    }

    final void tellSent(int count, FlushPoints.Passed passed) {
        try {
            if (count > 0) {
                listener.sent(count);
            }
        } catch (RuntimeException | Error e) {
            UnexpectedErrors.report(e);
        }
        passed.tell();
    }

    final void tellLost(int count, FlushPoints.Passed passed) {
        try {
            if (count > 0) {
                listener.lost(count);
            }
        } catch (RuntimeException | Error e) {
            UnexpectedErrors.report(e);
        }
        passed.tell();
    }

    final void tell(Overflow overflow) {
        try {
            overflow.tell(listener, limits.overflow());
        } catch (RuntimeException | Error e) {
            UnexpectedErrors.report(e);
        }
    }

    final void tellClosing() {
        try {
            listener.closing();
        } catch (RuntimeException | Error e) {
            UnexpectedErrors.report(e);
        }
    }

    final void tellFailed(Throwable cause) {
        try {
            listener.failed(cause);
        } catch (RuntimeException | Error e) {
            UnexpectedErrors.report(e);
        }
    }
}
