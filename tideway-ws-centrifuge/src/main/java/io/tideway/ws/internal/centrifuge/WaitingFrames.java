package io.tideway.ws.internal.centrifuge;

import io.tideway.ws.Message;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Holds what one client has sent before it is answered that it is connected; bounded. Of the session's own calls. */
final class WaitingFrames {
    /** So many frames may wait, which clients send together with their connect. */
    private static final int MOST = 128;

    private final Deque<Message> frames = new ArrayDeque<>();
    private final long mostBytes;
    private long bytes;

    WaitingFrames(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** Adds a frame; false if too much waits. */
    boolean add(Message frame) {
        bytes += FrameSize.of(frame);
        return frames.size() < MOST && bytes <= mostBytes && frames.add(frame);
    }

    /** Removes the first frame; null for none. */
    @Nullable
    Message poll() {
        return frames.poll();
    }
}
