package io.tideway.ws.it.peer;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Message;
import java.io.ByteArrayOutputStream;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Collects what the server sends until the test asks for it. */
final class Inbound implements WebSocket.Listener {
    private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<CloseFrame> end = new CompletableFuture<>();
    private final CompletableFuture<Void> pong = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream binary = new ByteArrayOutputStream();

    Message next(Duration patience) {
        try {
            Message message = messages.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (message == null) {
                throw new AssertionError("no message within " + patience + ", the end is " + end.getNow(null));
            }
            if (message instanceof Message.Close close) {
                messages.add(close);
                throw new AssertionError("no message, but the end: " + end.getNow(null));
            }
            return message;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits for a pong, or the end. */
    void awaitPong(Duration patience) {
        pong.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    CloseFrame end(Duration patience) {
        try {
            return end.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("the connection has not ended within " + patience, e);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            messages.add(Message.text(text.toString()));
            text.setLength(0);
        }
        socket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        binary.writeBytes(bytes);
        if (last) {
            messages.add(Message.binary(binary.toByteArray()));
            binary.reset();
        }
        socket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onPong(WebSocket socket, ByteBuffer data) {
        pong.complete(null);
        socket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        ended(new CloseFrame(code, reason));
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        ended(CloseFrame.ABNORMAL.withReason(String.valueOf(error)));
    }

    private void ended(CloseFrame frame) {
        end.complete(frame);
        pong.complete(null);
        messages.add(Message.close()); // wakes whoever waits for a message in vain
    }
}
