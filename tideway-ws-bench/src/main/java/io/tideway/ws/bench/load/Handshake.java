package io.tideway.ws.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Turns a channel into a WebSocket connection. */
final class Handshake {
    private static final String REQUEST = """
            GET /bench HTTP/1.1\r
            Host: 127.0.0.1:%d\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            Sec-WebSocket-Version: 13\r
            \r
            """;

    private Handshake() {}

    /**
     * Connects to the endpoint of the benchmarks, on a channel that blocks.
     *
     * @param deadline when the upgrade must be done, of {@link System#nanoTime}
     * @throws IOException if the server does not let the connection in, or not in time
     */
    static void on(SocketChannel channel, int port, long deadline) throws IOException {
        channel.socket().connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), millisUntil(deadline));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.write(ByteBuffer.wrap(REQUEST.formatted(port).getBytes(StandardCharsets.US_ASCII)));
        awaitUpgrade(channel.socket(), deadline);
    }

    private static void awaitUpgrade(Socket socket, long deadline) throws IOException {
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("\r\n\r\n") < 0) {
            socket.setSoTimeout(millisUntil(deadline));
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new EOFException("no upgrade: " + answer);
            }
            answer.append((char) next);
        }
        if (!answer.toString().startsWith("HTTP/1.1 101")) {
            throw new IOException("no upgrade: " + answer);
        }
    }

    private static int millisUntil(long deadline) throws SocketTimeoutException {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            throw new SocketTimeoutException("no upgrade in time");
        }
        return Math.toIntExact(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
    }
}
