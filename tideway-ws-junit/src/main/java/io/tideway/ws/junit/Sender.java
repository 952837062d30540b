package io.tideway.ws.junit;

import io.tideway.ws.CloseFrame;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Sends over one connection, one message at a time, since Java's client refuses a second one meanwhile. Thread-safe.
 */
final class Sender {
    private final String path;
    private final WebSocket socket;
    private final Duration patience;
    private final ReentrantLock sending = new ReentrantLock();
    private final AtomicLong pings = new AtomicLong();

    Sender(String path, WebSocket socket, Duration patience) {
        this.path = path;
        this.socket = socket;
        this.patience = patience;
    }

    void text(String text) {
        send(() -> socket.sendText(text, true));
    }

    void fragments(String... parts) {
        sending.lock();
        try {
            for (int i = 0; i < parts.length; i++) {
                CharSequence part = parts[i];
                boolean last = i == parts.length - 1;
                send(() -> socket.sendText(part, last));
            }
        } finally {
            sending.unlock();
        }
    }

    void binary(byte[] data) {
        ByteBuffer copy = ByteBuffer.wrap(data.clone());
        send(() -> socket.sendBinary(copy, true));
    }

    /** Returns the number of the ping, which is its payload. */
    long ping() {
        long number = pings.incrementAndGet();
        send(() ->
                socket.sendPing(ByteBuffer.allocate(Long.BYTES).putLong(number).flip()));
        return number;
    }

    /** Returns the number of the ping; empty if this side has closed the connection. */
    OptionalLong pingUnlessClosed() {
        try {
            return OptionalLong.of(ping());
        } catch (IllegalStateException e) {
            if (socket.isOutputClosed()) {
                return OptionalLong.empty();
            }
            throw e;
        }
    }

    /** Begins to close with 1001, whatever the state; false if the close cannot be sent. */
    boolean leave() {
        return socket.isOutputClosed()
                || !socket.sendClose(CloseFrame.GOING_AWAY.code(), "").isCompletedExceptionally();
    }

    void close(CloseFrame frame) {
        send(() -> socket.sendClose(frame.code(), frame.reason()));
    }

    private void send(Supplier<CompletableFuture<WebSocket>> write) {
        sending.lock();
        try {
            write.get().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(Messages.notSent(path, e.getCause() == null ? e : e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            sending.unlock();
        }
    }
}
