package io.tideway.ws.internal.container;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.internal.execution.ReliableExecutor;
import io.tideway.ws.internal.lane.Burst;
import io.tideway.ws.internal.lane.Payload;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.concurrent.Executor;

/** Writes through the portable API of Jakarta WebSocket, one message at a time: the transport that works everywhere. */
final class SessionTransport implements Transport {
    private final Session session;
    private final RemoteEndpoint.Async remote;
    private final ReliableExecutor closer;

    /**
     * Creates the transport of a session.
     *
     * @param closer where {@code Session.close} runs, which blocks for seconds on some containers with a stuck peer
     */
    SessionTransport(Session session, Executor closer) {
        this.session = session;
        this.remote = session.getAsyncRemote();
        this.closer = ReliableExecutor.of(closer);
    }

    @Override
    public void write(Burst burst, Completion completion) {
        Payload payload = burst.first();
        try {
            switch (payload.kind()) {
                case TEXT -> remote.sendText(payload.text(), result -> complete(result, completion));
                case BINARY -> remote.sendBinary(payload.data(), result -> complete(result, completion));
                case PING -> {
                    remote.sendPing(payload.data());
                    completion.written();
                }
                case PONG -> {
                    remote.sendPong(payload.data());
                    completion.written();
                }
            }
        } catch (IOException e) {
            completion.failed(e);
        }
    }

    @Override
    public void close(CloseFrame frame) {
        closer.execute(() -> closeSession(frame));
    }

    @Override
    public void abort() {
        closeSession(CloseFrame.GOING_AWAY);
    }

    private void closeSession(CloseFrame frame) {
        try {
            session.close(new CloseReason(CloseCodes.getCloseCode(frame.code()), frame.reason()));
        } catch (IOException | RuntimeException alreadyClosed) {
            // The connection's own state machine ends it, whatever the container says here.
        }
    }

    private static void complete(SendResult result, Completion completion) {
        if (result.isOK()) {
            completion.written();
        } else {
            Throwable cause = result.getException();
            completion.failed(
                    cause == null ? new IOException("the container reports a failed send without a cause") : cause);
        }
    }
}
