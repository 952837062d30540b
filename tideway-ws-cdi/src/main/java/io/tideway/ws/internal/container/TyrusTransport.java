package io.tideway.ws.internal.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Writer;

/** Writes to Tyrus' writer, inside Payara and GlassFish: past the encoding of a copy for each session. */
final class TyrusTransport extends FrameTransport {
    static final String SESSIONS = "org.glassfish.tyrus.";

    private final Writer writer;

    /** Creates the transport of a session. */
    TyrusTransport(Writer writer, SessionTransport portable) {
        super(portable);
        this.writer = writer;
    }

    @Override
    void write(ByteBuffer frames, Completion completion) {
        writer.write(frames, new Told(completion));
    }

    /** Reports the outcome of one write to the outbound queue, once. */
    private static final class Told extends CompletionHandler<ByteBuffer> {
        private static final AtomicReferenceFieldUpdater<Told, Completion> COMPLETION =
                AtomicReferenceFieldUpdater.newUpdater(Told.class, Completion.class, "completion");

        @SuppressWarnings("UnusedVariable") // read through COMPLETION
        private volatile Completion completion;

        Told(Completion completion) {
            this.completion = completion;
        }

        @Override
        public void completed(ByteBuffer result) {
            COMPLETION.getAndSet(this, Completion.TOLD).written();
        }

        @Override
        public void failed(Throwable cause) {
            COMPLETION.getAndSet(this, Completion.TOLD).failed(cause);
        }

        @Override
        public void cancelled() {
            failed(new IOException("the container cancelled a write"));
        }
    }
}
