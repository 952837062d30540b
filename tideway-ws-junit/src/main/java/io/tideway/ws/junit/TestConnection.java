package io.tideway.ws.junit;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Message;
import io.tideway.ws.junit.internal.Received;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Talks over one connection of a {@link TestClient}. Waits are bounded, by {@link #PATIENCE} or
 * {@link TestClient#withPatience} where nothing else is said; one that is in vain fails the test with what did arrive.
 * Thread-safe.
 */
public final class TestConnection implements AutoCloseable {

    /** How long a test waits for what should come. */
    public static final Duration PATIENCE = Duration.ofSeconds(5);

    private final String path;
    private final WebSocket socket;
    private final Received received;
    private final Duration patience;
    private final ReentrantLock sending = new ReentrantLock();
    private final AtomicLong pings = new AtomicLong();

    TestConnection(String path, WebSocket socket, Received received, Duration patience) {
        this.path = path;
        this.socket = socket;
        this.received = received;
        this.patience = patience;
    }

    /**
     * Tells which subprotocol the server has chosen.
     *
     * @return its name; empty if it chose none
     */
    public Optional<String> subprotocol() {
        return Optional.of(socket.getSubprotocol()).filter(name -> !name.isEmpty());
    }

    /**
     * Tells whether neither side has begun to close.
     *
     * @return true while messages may come and go
     */
    public boolean isOpen() {
        return !socket.isInputClosed() && !socket.isOutputClosed();
    }

    /**
     * Waits until the endpoint has the connection, or has closed it again: the 101 comes before that, a pong after it.
     */
    void awaitOpen() {
        try {
            ping();
        } catch (IllegalStateException e) {
            if (!socket.isOutputClosed()) {
                throw e;
            }
        }
    }

    /**
     * Sends a ping and waits for its pong, or for the end of the connection.
     *
     * @throws IllegalStateException if the connection has been closed
     * @throws AssertionError if neither comes in time
     */
    public void ping() {
        long number = pings.incrementAndGet();
        send(() ->
                socket.sendPing(ByteBuffer.allocate(Long.BYTES).putLong(number).flip()));
        await("pong", patience, () -> received.awaitPong(number, patience) ? received : null);
    }

    /**
     * Sends a text message.
     *
     * @param text the text
     * @throws IllegalStateException if the connection has been closed
     */
    public void send(String text) {
        send(() -> socket.sendText(text, true));
    }

    /**
     * Sends one text message in several frames.
     *
     * @param parts what each frame holds
     * @throws IllegalStateException if the connection has been closed
     */
    public void sendFragments(String... parts) {
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

    /**
     * Sends a text message and waits for the next message, which has to be a text.
     *
     * @param text what to send
     * @return the answer
     * @throws IllegalStateException if the connection has been closed
     * @throws AssertionError if no text comes in time
     */
    public String ask(String text) {
        send(text);
        return nextText();
    }

    /**
     * Sends a binary message.
     *
     * @param data the bytes
     * @throws IllegalStateException if the connection has been closed
     */
    public void sendBinary(byte[] data) {
        ByteBuffer copy = ByteBuffer.wrap(data.clone());
        send(() -> socket.sendBinary(copy, true));
    }

    private void send(Supplier<CompletableFuture<WebSocket>> write) {
        // Java's client takes one message at a time.
        sending.lock();
        try {
            write.get().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(Messages.notSent(path, e.getCause() == null ? e : e.getCause()), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            sending.unlock();
        }
    }

    /**
     * Waits for the next message.
     *
     * @return a text or binary message
     * @throws AssertionError if none comes in time
     */
    public Message next() {
        return next(patience);
    }

    /**
     * Waits for the next message.
     *
     * @param atMost how long
     * @return a text or binary message
     * @throws AssertionError if none comes in time
     */
    public Message next(Duration atMost) {
        return await("message", atMost, () -> received.next(atMost));
    }

    /**
     * Waits for the next message, which has to be a text.
     *
     * @return the text
     * @throws AssertionError if none comes in time, or a binary one
     */
    public String nextText() {
        return nextText(patience);
    }

    /**
     * Waits for the next message, which has to be a text.
     *
     * @param atMost how long
     * @return the text
     * @throws AssertionError if none comes in time, or a binary one
     */
    public String nextText(Duration atMost) {
        return await("text", atMost, () -> received.next(atMost) instanceof Message.Text text ? text.text() : null);
    }

    /**
     * Waits for a number of messages, which have to be texts.
     *
     * @param count how many
     * @return the texts, in their order
     * @throws AssertionError if one of them does not come in time, or is a binary one
     */
    public List<String> nextTexts(int count) {
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(nextText());
        }
        return texts;
    }

    /**
     * Waits for messages, which have to be texts, until one is the expected one.
     *
     * @param expected accepts the last text
     * @return all texts up to that one, in their order
     * @throws AssertionError if one of them does not come in time, or is a binary one
     */
    public List<String> nextTextsUntil(Predicate<String> expected) {
        List<String> texts = new ArrayList<>();
        do {
            texts.add(nextText());
        } while (!expected.test(texts.get(texts.size() - 1)));
        return texts;
    }

    /**
     * Watches that nothing happens: no message comes, and the connection does not end.
     *
     * @param during how long
     * @throws AssertionError if something does
     */
    public void assertSilent(Duration during) {
        try {
            Message message = received.next(during);
            if (message != null || received.end(Duration.ZERO) != null) {
                throw new AssertionError(Messages.notSilent(path, during, received.known()));
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /**
     * Waits for the next message, which has to be a binary one.
     *
     * @return the bytes
     * @throws AssertionError if none comes in time, or a text
     */
    public byte[] nextBinary() {
        return nextBinary(patience);
    }

    /**
     * Waits for the next message, which has to be a binary one.
     *
     * @param atMost how long
     * @return the bytes
     * @throws AssertionError if none comes in time, or a text
     */
    public byte[] nextBinary(Duration atMost) {
        return await("binary message", atMost, () -> {
            if (!(received.next(atMost) instanceof Message.Binary binary)) {
                return null;
            }
            byte[] bytes = new byte[binary.data().remaining()];
            binary.data().duplicate().get(bytes);
            return bytes;
        });
    }

    /**
     * Waits for the end of the connection, by whomever.
     *
     * @return its code; 1006 if there was no close frame
     * @throws AssertionError if the connection stays open
     */
    public int closeCode() {
        return closeFrame().code();
    }

    /**
     * Waits for the end of the connection, by whomever.
     *
     * @return its code and reason
     * @throws AssertionError if the connection stays open
     */
    public CloseFrame closeFrame() {
        return closeFrame(patience);
    }

    /**
     * Waits for the end of the connection, by whomever.
     *
     * @param atMost how long
     * @return its code and reason
     * @throws AssertionError if the connection stays open
     */
    public CloseFrame closeFrame(Duration atMost) {
        return await("close", atMost, () -> received.end(atMost));
    }

    /** Closes the connection with 1000 and waits for the server's answer. */
    @Override
    public void close() {
        close(CloseFrame.NORMAL);
    }

    /**
     * Closes the connection and waits for the server's answer.
     *
     * @param frame code and reason; Java's client allows 1000 and 3000 to 4999, and others that fit a client
     * @throws IllegalArgumentException if the code is none for a client
     * @throws AssertionError if the server does not answer
     */
    public void close(CloseFrame frame) {
        close(frame, patience);
    }

    /**
     * Closes the connection and waits for the server's answer.
     *
     * @param frame code and reason; Java's client allows 1000 and 3000 to 4999, and others that fit a client
     * @param atMost how long
     * @throws IllegalArgumentException if the code is none for a client
     * @throws AssertionError if the server does not answer
     */
    public void close(CloseFrame frame, Duration atMost) {
        if (!socket.isOutputClosed()) {
            send(() -> socket.sendClose(frame.code(), frame.reason()));
        }
        closeFrame(atMost);
    }

    /** Drops the connection without a word, as a peer does that vanishes. */
    public void abort() {
        socket.abort();
        received.ended(CloseFrame.ABNORMAL);
    }

    /** Begins to close, whatever the state; for the end of a test. */
    void leave() {
        if (!socket.isOutputClosed()) {
            CompletableFuture<WebSocket> sent = socket.sendClose(CloseFrame.GOING_AWAY.code(), "");
            if (sent.isCompletedExceptionally()) {
                abort();
            }
        }
    }

    /** Waits for the end, and makes one if the server does not; for the end of a test. */
    void awaitEnd() {
        try {
            if (received.end(patience) == null) {
                abort();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            abort();
        }
    }

    private interface Wait<T> {
        @org.jspecify.annotations.Nullable
        T get() throws InterruptedException;
    }

    private <T> T await(String what, Duration atMost, Wait<T> wait) {
        try {
            T came = wait.get();
            if (came == null) {
                throw new AssertionError(Messages.notReceived(path, what, atMost, received.known()));
            }
            return came;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new IllegalStateException(cause);
    }
}
