package io.tideway.ws.tyrus.internal.container;

import io.tideway.ws.internal.outbound.TransportWriter;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.glassfish.grizzly.EmptyCompletionHandler;
import org.glassfish.grizzly.WriteResult;
import org.glassfish.grizzly.asyncqueue.WritableMessage;

/** Tells the outbound queue once how a write went, also where Grizzly tells it twice. */
final class FramesCompletion extends EmptyCompletionHandler<WriteResult<WritableMessage, SocketAddress>> {
    private static final AtomicReferenceFieldUpdater<FramesCompletion, TransportWriter.Completion> COMPLETION =
            AtomicReferenceFieldUpdater.newUpdater(
                    FramesCompletion.class, TransportWriter.Completion.class, "completion");

    @SuppressWarnings("UnusedVariable") // read through COMPLETION
    private volatile TransportWriter.Completion completion;

    FramesCompletion(TransportWriter.Completion completion) {
        this.completion = completion;
    }

    @Override
    public void completed(WriteResult<WritableMessage, SocketAddress> result) {
        COMPLETION.getAndSet(this, TransportWriter.Completion.TOLD).written();
    }

    @Override
    public void failed(Throwable cause) {
        COMPLETION.getAndSet(this, TransportWriter.Completion.TOLD).failed(cause);
    }

    @Override
    public void cancelled() {
        failed(new IOException("the container cancelled a write"));
    }
}
