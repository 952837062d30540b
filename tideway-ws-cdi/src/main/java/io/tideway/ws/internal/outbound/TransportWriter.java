package io.tideway.ws.internal.outbound;

import io.tideway.ws.CloseFrame;

/**
 * Writes what one connection's queue gives it: the writer side of a transport.
 *
 * <p>A transport reports each write exactly once, whatever its container does. The queue has one completion for all its
 * writes and cannot tell them apart: a write that is reported twice would settle the next one, and two would be in
 * flight. So a transport whose container may call back twice exchanges the completion for {@link Completion#TOLD} in
 * the object that it has for each write.
 */
public interface TransportWriter {

    /**
     * Starts one write; the queue calls it again only after the completion of the last.
     *
     * @param batch what to write, in its order; the queue's own again once this returns
     * @param completion told exactly once, on any thread, also inside this call
     */
    void write(WriteBatch batch, Completion completion);

    /** Returns how many bytes of frames one write takes together; 0 for one payload at a time, whatever its size. */
    default int batchBytes() {
        return 0;
    }

    /**
     * Runs the writing that a broadcast left later, on a thread of the transport's own that gathers what comes
     * meanwhile.
     *
     * @return whether it will run; false, as here, where no thread is the transport's own
     */
    default boolean defer(Runnable writing) {
        return false;
    }

    /**
     * Runs the writing once the calling thread has processed what else it has read, where it reads for many clients:
     * what is sent meanwhile leaves in the same write, and many clients are woken together.
     *
     * @return whether it will run, within a few milliseconds; false, as here, where the caller is to write at once
     */
    default boolean gather(Runnable writing) {
        return false;
    }

    /**
     * Does at once what the calling thread has {@linkplain #gather gathered}.
     *
     * @return whether the calling thread gathers; false, as here, where none does
     */
    default boolean writeGathered() {
        return false;
    }

    /** Sends a close frame after everything written; the last call that a queue makes. Must not block. */
    void close(CloseFrame frame);

    /** Reports how one write went. */
    interface Completion {

        /** Takes the place of a completion that has been told, and ignores what it is told. */
        Completion TOLD = new Completion() {
            @Override
            public void written() {}

            @Override
            public void failed(Throwable cause) {}
        };

        /** The batch was handed to the network. */
        void written();

        /** The batch was not handed to the network, or only a part of it. */
        void failed(Throwable cause);
    }
}
