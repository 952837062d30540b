package io.tideway.ws.internal.container;

import io.tideway.ws.internal.outbound.WriteBatch;
import java.nio.ByteBuffer;

/** Writes to the channel that a server has handed over. */
final class ChannelTransport extends FrameTransport {
    private final FrameChannel channel;

    ChannelTransport(FrameChannel channel, SessionTransport portable) {
        super(portable);
        this.channel = channel;
    }

    @Override
    void write(ByteBuffer frames, Completion completion) {
        channel.writeFrames(frames, completion);
    }

    @Override
    ByteBuffer together(WriteBatch batch) {
        return batch.sharedFrames();
    }

    @Override
    public boolean gather(Runnable writing) {
        return channel.gather(writing);
    }

    @Override
    public void beforeCloseFrame(Runnable listener) {
        channel.beforeCloseFrame(listener);
    }

    @Override
    public boolean writeGathered() {
        return channel.writeGathered();
    }
}
