package io.tideway.ws.internal.outbound;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the lanes that one broadcast left with something to write, and hands them to the {@link Flusher}.
 *
 * <p>Not thread-safe: it belongs to the broadcast.
 */
public final class DeferredWrites {
    private static final int FIRST = 8;
    private static final int MOST = 256;

    private final Flusher flusher;
    private @Nullable OutboundQueue @Nullable [] lanes;
    private int size;

    DeferredWrites(Flusher flusher) {
        this.flusher = flusher;
    }

    void add(OutboundQueue lane) {
        @Nullable OutboundQueue[] gathered = lanes;
        if (gathered == null) {
            gathered = new OutboundQueue[FIRST];
        } else if (size == gathered.length) {
            gathered = Arrays.copyOf(gathered, MOST);
        }
        gathered[size++] = lane;
        lanes = gathered;
        if (size == MOST) {
            end();
        }
    }

    /** Hands over what has been gathered; called once the broadcast has seen every lane. */
    public void end() {
        @Nullable OutboundQueue[] gathered = lanes;
        if (gathered != null) {
            int count = size;
            lanes = null;
            size = 0;
            flusher.flush(gathered, count);
        }
    }
}
