package io.tideway.ws.internal.container;

import java.io.IOException;
import java.nio.ByteBuffer;
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

    /** Hands the outcome of a write on to the outbound queue. */
    private static final class Told extends CompletionHandler<ByteBuffer> {
        private final Completion completion;

        Told(Completion completion) {
            this.completion = completion;
        }

        @Override
        public void completed(ByteBuffer result) {
            completion.written();
        }

        @Override
        public void failed(Throwable cause) {
            completion.failed(cause);
        }

        @Override
        public void cancelled() {
            completion.failed(new IOException("the container cancelled a write"));
        }
    }
}
