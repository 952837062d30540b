package io.tideway.ws.internal.outbound;

import io.tideway.ws.CloseFrame;
import java.util.ArrayList;
import java.util.List;

/** Counts what a queue tells. */
final class RecordingListener implements OutboundListener {
    int sent;
    int full;
    int dropped;
    int overflows;
    int lost;
    boolean mayOverflow = true;
    final List<Throwable> failures = new ArrayList<>();

    @Override
    public void sent(int count) {
        sent += count;
    }

    @Override
    public void full(int messages, long bytes) {
        full++;
    }

    @Override
    public void dropped(int count) {
        dropped += count;
    }

    @Override
    public boolean mayOverflow(CloseFrame frame) {
        return mayOverflow;
    }

    @Override
    public void overflowed(CloseFrame frame) {
        overflows++;
    }

    @Override
    public void lost(int count) {
        lost += count;
    }

    @Override
    public void failed(Throwable cause) {
        failures.add(cause);
    }
}
