package io.tideway.ws.internal.container;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.internal.outbound.Payload;
import io.tideway.ws.internal.outbound.WriteBatch;
import io.tideway.ws.internal.threads.ReliableExecutor;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Predicate;

/** Writes through the portable API of Jakarta WebSocket, one message at a time: the transport that works everywhere. */
final class SessionTransport implements Transport {
    private final Session session;
    private final RemoteEndpoint.Async remote;
    private final InboundFlow flow;
    private final Predicate<Session> connections;
    private final ReliableExecutor closer;
    private final ReliableExecutor pinger;

    /**
     * Creates the transport of a session.
     *
     * @param flow what stops the reading
     * @param connections drops the TCP connection of a client that is given up; false if it cannot
     * @param closer where {@code Session.close} runs, which blocks for seconds on some containers with a stuck client
     * @param pinger where pings and pongs are sent, which blocks as well on some; so never where broadcasts are written
     */
    SessionTransport(
            Session session,
            InboundFlow flow,
            Predicate<Session> connections,
            ReliableExecutor closer,
            ReliableExecutor pinger) {
        this.session = session;
        this.flow = flow;
        this.connections = connections;
        this.remote = session.getAsyncRemote();
        this.closer = closer;
        this.pinger = pinger;
    }

    @Override
    public void write(WriteBatch batch, Completion completion) {
        Payload payload = batch.first();
        switch (payload.kind()) {
            case TEXT -> remote.sendText(payload.text(), new OneSend(completion));
            case BINARY -> remote.sendBinary(payload.data(), new OneSend(completion));
            case PING -> pinger.execute(() -> control(() -> remote.sendPing(payload.data()), completion));
            case PONG -> pinger.execute(() -> control(() -> remote.sendPong(payload.data()), completion));
        }
    }

    /** Sends a control frame, for which the portable API has no completion. */
    private static void control(Control send, Completion completion) {
        try {
            send.run();
        } catch (Throwable e) {
            completion.failed(e);
            return;
        }
        completion.written();
    }

    private interface Control {
        void run() throws IOException;
    }

    @Override
    public void close(CloseFrame frame) {
        closer.execute(() -> closeSession(frame));
    }

    @Override
    public void abort(CloseFrame reported) {
        if (!connections.test(session)) {
            closeSession(reported.isSendable() ? reported : CloseFrame.GOING_AWAY);
        }
    }

    @Override
    public InboundFlow inboundFlow() {
        return flow;
    }

    private void closeSession(CloseFrame frame) {
        try {
            session.close(ContainerTraits.closeReason(frame));
        } catch (IOException | RuntimeException alreadyClosed) {
            // The connection's own state machine ends it, whatever the container says here.
        }
    }

    /** Hands the outcome of one send on to the outbound queue, once. */
    private static final class OneSend implements SendHandler {
        private static final AtomicReferenceFieldUpdater<OneSend, Completion> COMPLETION =
                AtomicReferenceFieldUpdater.newUpdater(OneSend.class, Completion.class, "completion");

        @SuppressWarnings("UnusedVariable") // read through COMPLETION
        private volatile Completion completion;

        OneSend(Completion completion) {
            this.completion = completion;
        }

        @Override
        public void onResult(SendResult result) {
            Completion told = COMPLETION.getAndSet(this, Completion.TOLD);
            if (result.isOK()) {
                told.written();
            } else {
                Throwable cause = result.getException();
                told.failed(
                        cause == null ? new IOException("the container reports a failed send without a cause") : cause);
            }
        }
    }
}
