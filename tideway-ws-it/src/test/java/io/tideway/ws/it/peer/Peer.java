package io.tideway.ws.it.peer;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Message;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A peer that speaks through Java's own WebSocket client; every wait is bounded. */
public final class Peer implements AutoCloseable {

    /** How long a test waits for what should come. */
    public static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Tells that an upgrade was answered with anything but 101. */
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int status;
        private final String body;

        Refused(int status, String body, Throwable cause) {
            super("upgrade refused with " + status + ": " + body, cause);
            this.status = status;
            this.body = body;
        }

        public int status() {
            return status;
        }

        public String body() {
            return body;
        }
    }

    private final WebSocket socket;
    private final Inbound inbound;

    private Peer(WebSocket socket, Inbound inbound) {
        this.socket = socket;
        this.inbound = inbound;
    }

    public static Peer connect(URI uri, Consumer<WebSocket.Builder> settings) {
        WebSocket.Builder builder = HTTP.newWebSocketBuilder().connectTimeout(PATIENCE);
        settings.accept(builder);
        Inbound inbound = new Inbound();
        try {
            return new Peer(builder.buildAsync(uri, inbound).join(), inbound);
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                Object body = refused.getResponse().body();
                throw new Refused(refused.getResponse().statusCode(), body == null ? "" : body.toString(), e);
            }
            throw e;
        }
    }

    public static Peer connect(URI uri) {
        return connect(uri, settings -> {});
    }

    /** Waits until the endpoint has this peer, or has closed it again: the 101 comes before that, a pong after it. */
    public Peer awaitOpen() {
        await(socket.sendPing(ByteBuffer.allocate(0)));
        inbound.awaitPong(PATIENCE);
        return this;
    }

    /** Sends a whole text message, and returns this peer. */
    public Peer send(String text) {
        return sendPart(text, true);
    }

    /** Sends a fragment of a text message. */
    public Peer sendPart(String text, boolean last) {
        return await(socket.sendText(text, last));
    }

    public Peer send(byte[] data) {
        return await(socket.sendBinary(ByteBuffer.wrap(data), true));
    }

    private Peer await(CompletableFuture<WebSocket> sending) {
        sending.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
        return this;
    }

    /** Waits for the next message. */
    public Message next() {
        return inbound.next(PATIENCE);
    }

    /** Waits for the next message, which has to be a text. */
    public String nextText() {
        Message message = next();
        if (message instanceof Message.Text text) {
            return text.text();
        }
        throw new AssertionError("a text was expected, but there came " + message);
    }

    /** Waits for that many texts. */
    public List<String> texts(int count) {
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(nextText());
        }
        return texts;
    }

    /** Waits for the next message, which has to be a binary one. */
    public byte[] nextBinary() {
        Message message = next();
        if (message instanceof Message.Binary binary) {
            byte[] bytes = new byte[binary.data().remaining()];
            binary.data().get(bytes);
            return bytes;
        }
        throw new AssertionError("a binary message was expected, but there came " + message);
    }

    /** Sends a text and waits for the next one. */
    public String ask(String text) {
        return send(text).nextText();
    }

    /** Waits for the end of the connection, by whomever. */
    public CloseFrame end() {
        return inbound.end(PATIENCE);
    }

    public boolean isOpen() {
        return !socket.isInputClosed() && !socket.isOutputClosed();
    }

    public String subprotocol() {
        return socket.getSubprotocol();
    }

    /** Begins to close; {@link #end()} waits for the answer. */
    public Peer close(int code, String reason) {
        return await(socket.sendClose(code, reason));
    }

    /** Drops the connection without a word. */
    public void abort() {
        socket.abort();
    }

    @Override
    public void close() {
        if (isOpen()) {
            try {
                close(1000, "");
                end();
            } catch (RuntimeException | AssertionError alreadyGone) {
                abort();
            }
        }
    }
}
