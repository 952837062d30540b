package io.tideway.ws.junit;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Message;
import io.tideway.ws.junit.internal.Received;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Talks over one connection of a {@link TestClient}.
 *
 * <pre>{@code
 * TestConnection ann = client.connect("/chat/lobby?user=ann");
 * assertThat(ann.ask("hello")).isEqualTo("ann: hello");
 * ann.close();
 * assertThat(ann.closeCode()).isEqualTo(1000);
 * }</pre>
 *
 * <p>Waits are bounded, by {@link #PATIENCE} or {@link TestClient#withPatience} where nothing else is said; a wait that
 * ends without a result fails the test and lists what has arrived. Thread-safe.
 */
public final class TestConnection implements AutoCloseable {
    /** How long a test waits for what should arrive. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    private final WebSocket socket;
    private final Received received;
    private final Duration patience;
    private final Sender sender;
    private final AwaitedMessages awaited;

    TestConnection(String path, WebSocket socket, Received received, Duration patience) {
        this.socket = socket;
        this.received = received;
        this.patience = patience;
        this.sender = new Sender(path, socket, patience);
        this.awaited = new AwaitedMessages(path, received);
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
     * @return true while messages can be sent and received
     */
    public boolean isOpen() {
        return !socket.isInputClosed() && !socket.isOutputClosed();
    }

    /** Waits until the endpoint has the connection, or has closed it: the 101 comes before that, a pong after it. */
    void awaitOpen() {
        sender.pingUnlessClosed().ifPresent(ping -> awaited.pong(ping, patience));
    }

    /**
     * Sends a ping and waits for its pong, or for the end of the connection.
     *
     * @throws IllegalStateException if the connection has been closed
     * @throws AssertionError if neither arrives in time
     */
    public void ping() {
        awaited.pong(sender.ping(), patience);
    }

    /**
     * Sends a text message.
     *
     * @param text the text
     * @return this connection
     * @throws IllegalStateException if the connection has been closed
     */
    public TestConnection send(String text) {
        sender.text(text);
        return this;
    }

    /**
     * Sends one text message in several frames.
     *
     * @param parts what each frame holds
     * @return this connection
     * @throws IllegalStateException if the connection has been closed
     */
    public TestConnection sendFragments(String... parts) {
        sender.fragments(parts);
        return this;
    }

    /**
     * Sends a text message and waits for the next message, which has to be a text.
     *
     * @param text what to send
     * @return the answer
     * @throws IllegalStateException if the connection has been closed
     * @throws AssertionError if no text arrives in time
     */
    public String ask(String text) {
        send(text);
        return nextText();
    }

    /**
     * Sends a binary message.
     *
     * @param data the bytes
     * @return this connection
     * @throws IllegalStateException if the connection has been closed
     */
    public TestConnection sendBinary(byte[] data) {
        sender.binary(data);
        return this;
    }

    /**
     * Waits for the next message.
     *
     * @return a text or binary message
     * @throws AssertionError if none arrives in time
     */
    public Message next() {
        return next(patience);
    }

    /**
     * Waits for the next message.
     *
     * @param atMost how long
     * @return a text or binary message
     * @throws AssertionError if none arrives in time
     */
    public Message next(Duration atMost) {
        return awaited.message(atMost);
    }

    /**
     * Waits for the next message, which has to be a text.
     *
     * @return the text
     * @throws AssertionError if none arrives in time, or a binary one
     */
    public String nextText() {
        return nextText(patience);
    }

    /**
     * Waits for the next message, which has to be a text.
     *
     * @param atMost how long
     * @return the text
     * @throws AssertionError if none arrives in time, or a binary one
     */
    public String nextText(Duration atMost) {
        return awaited.text(atMost);
    }

    /**
     * Waits for a number of messages, which have to be texts.
     *
     * @param count how many
     * @return the texts, in their order
     * @throws AssertionError if one of them does not arrive in time, or is a binary one
     */
    public List<String> nextTexts(int count) {
        return Stream.generate(this::nextText).limit(count).toList();
    }

    /**
     * Waits for messages, which have to be texts, until one is the expected one.
     *
     * @param expected accepts the last text
     * @return all texts up to that one, in their order
     * @throws AssertionError if one of them does not arrive in time, or is a binary one
     */
    public List<String> nextTextsUntil(Predicate<String> expected) {
        List<String> texts = new ArrayList<>();
        do {
            texts.add(nextText());
        } while (!expected.test(texts.get(texts.size() - 1)));
        return texts;
    }

    /**
     * Asserts that nothing happens: no message arrives, and the connection does not end.
     *
     * @param during how long
     * @throws AssertionError if something does
     */
    public void assertSilent(Duration during) {
        awaited.silence(during);
    }

    /**
     * Waits for the next message, which has to be a binary one.
     *
     * @return the bytes
     * @throws AssertionError if none arrives in time, or a text
     */
    public byte[] nextBinary() {
        return nextBinary(patience);
    }

    /**
     * Waits for the next message, which has to be a binary one.
     *
     * @param atMost how long
     * @return the bytes
     * @throws AssertionError if none arrives in time, or a text
     */
    public byte[] nextBinary(Duration atMost) {
        return awaited.binary(atMost);
    }

    /**
     * Waits for the end of the connection, whichever side ends it.
     *
     * @return its code; 1006 if there was no close frame
     * @throws AssertionError if the connection stays open
     */
    public int closeCode() {
        return closeFrame().code();
    }

    /**
     * Waits for the end of the connection, whichever side ends it.
     *
     * @return its code and reason
     * @throws AssertionError if the connection stays open
     */
    public CloseFrame closeFrame() {
        return closeFrame(patience);
    }

    /**
     * Waits for the end of the connection, whichever side ends it.
     *
     * @param atMost how long
     * @return its code and reason
     * @throws AssertionError if the connection stays open
     */
    public CloseFrame closeFrame(Duration atMost) {
        return awaited.end(atMost);
    }

    /** Closes the connection with 1000 and waits for the server's answer. */
    @Override
    public void close() {
        close(CloseFrame.NORMAL);
    }

    /**
     * Closes the connection and waits for the server's answer.
     *
     * @param frame code and reason; Java's client allows 1000 and 3000 to 4999, and others that a client may send
     * @throws IllegalArgumentException if a client may not send the code
     * @throws AssertionError if the server does not answer
     */
    public void close(CloseFrame frame) {
        close(frame, patience);
    }

    /**
     * Closes the connection and waits for the server's answer.
     *
     * @param frame code and reason; Java's client allows 1000 and 3000 to 4999, and others that a client may send
     * @param atMost how long
     * @throws IllegalArgumentException if a client may not send the code
     * @throws AssertionError if the server does not answer
     */
    public void close(CloseFrame frame, Duration atMost) {
        if (!socket.isOutputClosed()) {
            sender.close(frame);
        }
        closeFrame(atMost);
    }

    /** Drops the TCP connection without a close frame, as a client that loses its network does. */
    public void abort() {
        socket.abort();
        received.ended(CloseFrame.ABNORMAL);
    }

    /** Begins to close, whatever the state; for the end of a test. */
    void leave() {
        if (!sender.leave()) {
            abort();
        }
    }

    /** Waits for the end, and drops the connection if the server does not end it; for the end of a test. */
    void awaitEnd() {
        if (!awaited.hasEnded(patience)) {
            abort();
        }
    }
}
