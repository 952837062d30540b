package io.tideway.ws.internal.container;

import io.tideway.ws.internal.outbound.TransportWriter;
import java.nio.ByteBuffer;

/**
 * Carries the frames of one connection below its session: a server that embeds Tideway hands it over with the upgrade.
 *
 * <p>So the runtime needs no reflection on such a server. Thread-safe.
 */
public interface FrameChannel {

    /**
     * Writes whole frames, after those of earlier calls.
     *
     * @param frames not changed by the channel, nor by the caller before the completion; not read after that
     * @param completion told exactly once, on any thread, also inside this call
     */
    void writeFrames(ByteBuffer frames, TransportWriter.Completion completion);

    /**
     * Runs a task once the calling thread has processed what it has read for other connections, too.
     *
     * @return whether it will run; false where the thread does not read for others, or has gathered many tasks
     */
    boolean gather(Runnable task);

    /** Runs at once what the calling thread has {@linkplain #gather gathered}; false if it gathers nothing. */
    boolean writeGathered();

    /** Has a listener told, on the thread that does it, before the channel sends a close frame of its own. */
    void beforeCloseFrame(Runnable listener);

    /** Drops the TCP connection at once, without a close frame and without waiting for what is queued; never throws. */
    void drop();

    /** Returns what stops the reading. */
    InboundFlow inboundFlow();
}
