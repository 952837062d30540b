package io.tideway.ws.junit.internal;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Message;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Collects what the server sends until the test asks for it. Thread-safe. */
public final class Received implements WebSocket.Listener {

    private static final int REMEMBERED = 10;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Message> waiting = new ArrayDeque<>();
    private final Deque<Message> latest = new ArrayDeque<>();
    private long latestPong;
    private @Nullable CloseFrame end;

    // Touched by the listener's calls only, which never overlap.
    private final StringBuilder text = new StringBuilder();
    private final List<ByteBuffer> parts = new ArrayList<>();

    /**
     * Waits for the next message.
     *
     * @param atMost how long
     * @return the message; null if none arrives in time or the connection has ended
     * @throws InterruptedException if the thread is interrupted
     */
    public @Nullable Message next(Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            long left = atMost.toNanos();
            while (waiting.isEmpty() && end == null && left > 0) {
                left = changed.awaitNanos(left);
            }
            return waiting.poll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for the end.
     *
     * @param atMost how long
     * @return how it ended; null if it has not
     * @throws InterruptedException if the thread is interrupted
     */
    public @Nullable CloseFrame end(Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            long left = atMost.toNanos();
            while (end == null && left > 0) {
                left = changed.awaitNanos(left);
            }
            return end;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until the server has answered a ping or has ended the connection.
     *
     * @param ping the number that is the ping's payload; a pong to a later ping answers it, too (RFC 6455 §5.5.3)
     * @param atMost how long
     * @return whether it has
     * @throws InterruptedException if the thread is interrupted
     */
    public boolean awaitPong(long ping, Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            long left = atMost.toNanos();
            while (latestPong < ping && end == null && left > 0) {
                left = changed.awaitNanos(left);
            }
            return latestPong >= ping || end != null;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Describes what has happened so far, for an error message.
     *
     * @return the state and the latest messages
     */
    public String known() {
        lock.lock();
        try {
            String state = end == null ? "the connection is open" : "the connection has ended with " + end;
            return state + "; " + (latest.isEmpty() ? "nothing has arrived" : "the latest to arrive were " + latest);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            arrived(Message.text(text.toString()));
            text.setLength(0);
        }
        socket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
        parts.add(ByteBuffer.allocate(data.remaining()).put(data).flip());
        if (last) {
            ByteBuffer whole = ByteBuffer.allocate(
                    parts.stream().mapToInt(ByteBuffer::remaining).sum());
            parts.forEach(whole::put);
            parts.clear();
            arrived(Message.binary(whole.flip()));
        }
        socket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket socket, ByteBuffer data) {
        if (data.remaining() == Long.BYTES) {
            answered(data.getLong());
        }
        socket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        ended(new CloseFrame(code, reason));
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        ended(CloseFrame.ABNORMAL.withReason(String.valueOf(error.getMessage())));
    }

    private void answered(long ping) {
        lock.lock();
        try {
            latestPong = Math.max(latestPong, ping);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void arrived(Message message) {
        lock.lock();
        try {
            waiting.add(message);
            latest.add(message);
            if (latest.size() > REMEMBERED) {
                latest.remove();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Records how the connection ended, unless that is known.
     *
     * @param frame how
     */
    public void ended(CloseFrame frame) {
        lock.lock();
        try {
            if (end == null) {
                end = frame;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
