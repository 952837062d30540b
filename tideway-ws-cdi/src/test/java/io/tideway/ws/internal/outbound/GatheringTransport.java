package io.tideway.ws.internal.outbound;

import io.tideway.ws.internal.fixture.FakeTransport;
import java.util.ArrayDeque;
import java.util.Deque;

/** Gathers all that its thread writes; once it is told to, it writes that at once, to a client that is quick. */
class GatheringTransport extends FakeTransport {
    private final Deque<Runnable> gathered = new ArrayDeque<>();

    GatheringTransport() {
        super(Mode.INLINE, 1 << 16);
    }

    @Override
    public boolean gather(Runnable writing) {
        return gathered.add(writing);
    }

    /** Takes what has been gathered, as another thread does when the round lasts for long. */
    Runnable taken() {
        return gathered.remove();
    }

    @Override
    public boolean writeGathered() {
        while (!gathered.isEmpty()) {
            gathered.remove().run();
        }
        return true;
    }
}
