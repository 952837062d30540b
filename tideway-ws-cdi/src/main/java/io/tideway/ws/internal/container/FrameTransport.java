package io.tideway.ws.internal.container;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.internal.outbound.WriteBatch;
import java.nio.ByteBuffer;

/** Writes frames past the container's own framing, many in one write; closes as the portable transport does. */
abstract class FrameTransport implements Transport {

    /** Enough to make a system call cheap, and little enough that the buffer costs little memory. */
    private static final int BATCH_BYTES = 32 * 1024;

    private final SessionTransport portable;

    FrameTransport(SessionTransport portable) {
        this.portable = portable;
    }

    /** Writes whole frames; the buffer is not to be written to. */
    abstract void write(ByteBuffer frames, Completion completion);

    @Override
    public final void write(WriteBatch batch, Completion completion) {
        write(frames(batch), completion);
    }

    @Override
    public final int batchBytes() {
        return BATCH_BYTES;
    }

    @Override
    public final void close(CloseFrame frame) {
        portable.close(frame);
    }

    @Override
    public final void abort(CloseFrame reported) {
        portable.abort(reported);
    }

    @Override
    public final InboundFlow inboundFlow() {
        return portable.inboundFlow();
    }

    private ByteBuffer frames(WriteBatch batch) {
        return batch.size() == 1 ? ByteBuffer.wrap(batch.first().frame()) : together(batch);
    }

    /** Returns the frames of several payloads in one buffer. */
    ByteBuffer together(WriteBatch batch) {
        ByteBuffer together = ByteBuffer.allocate(batch.frameBytes());
        batch.copyFramesTo(together);
        return together.flip();
    }
}
