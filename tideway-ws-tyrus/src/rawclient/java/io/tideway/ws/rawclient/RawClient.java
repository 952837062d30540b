package io.tideway.ws.rawclient;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Sends bytes that no WebSocket client would send, stays silent where one would answer, and sees each byte. */
public final class RawClient implements AutoCloseable {

    /** An HTTP response, its body read by its Content-Length; names of headers are found in any case. */
    public record Answer(int status, Map<String, String> headers, String body) {}

    private static final int PATIENCE_MILLIS = 30_000;
    private static final int SMALL_WINDOW = 4 * 1024;

    private final Socket socket;
    private final DataInputStream in;

    private RawClient(Socket socket) throws IOException {
        this.socket = socket;
        this.socket.setSoTimeout(PATIENCE_MILLIS);
        this.socket.setTcpNoDelay(true);
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1024));
    }

    /** Connects over the loopback interface. */
    public static RawClient connect(int port) throws IOException {
        return connect(InetAddress.getLoopbackAddress(), port);
    }

    /** Connects to an address. */
    public static RawClient connect(InetAddress address, int port) throws IOException {
        return new RawClient(new Socket(address, port));
    }

    /** Connects with a small TCP window, so that a server notices soon that this client does not read. */
    public static RawClient connectWithSmallWindow(String host, int port) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(SMALL_WINDOW);
        socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
        return new RawClient(socket);
    }

    /** Uses a socket that is connected, as one with TLS. */
    public static RawClient over(Socket connected) throws IOException {
        return new RawClient(connected);
    }

    /** Connects over the loopback interface and upgrades; fails unless the answer is 101. */
    public static RawClient upgraded(int port, String target) throws IOException {
        RawClient client = connect(port);
        client.send(handshake(target));
        Answer answer = client.answer();
        if (answer.status() != 101) {
            throw new AssertionError("the upgrade of " + target + " was answered with " + answer);
        }
        return client;
    }

    /** Composes a handshake for "localhost"; a header given here replaces the default one of its name. */
    public static String handshake(String target, String... headers) {
        return handshakeTo("localhost", target, headers);
    }

    /** Composes a handshake for a host and port; a header given here replaces the default one of its name. */
    public static String handshakeTo(String authority, String target, String... headers) {
        Map<String, String> lines = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        lines.put("Host", authority);
        lines.put("Upgrade", "websocket");
        lines.put("Connection", "Upgrade");
        lines.put("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        lines.put("Sec-WebSocket-Version", "13");
        for (String header : headers) {
            int colon = header.indexOf(':');
            lines.put(header.substring(0, colon), header.substring(colon + 1).strip());
        }
        StringBuilder request = new StringBuilder("GET " + target + " HTTP/1.1\r\n");
        lines.forEach(
                (name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
        return request.append("\r\n").toString();
    }

    public Socket socket() {
        return socket;
    }

    /** Returns what is still to be read, for a test that reads it in its own way. */
    public InputStream input() {
        return in;
    }

    public void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    public void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads an HTTP response. */
    public Answer answer() throws IOException {
        String status = statusLine();
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("Content-Length", "0")));
        return new Answer(
                Integer.parseInt(status.split(" ", -1)[1]), headers, new String(body, StandardCharsets.UTF_8));
    }

    /** Reads the first line of an HTTP response. */
    public String statusLine() throws IOException {
        return line();
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.readUnsignedByte(); b != '\n'; b = in.readUnsignedByte()) {
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    /** Reads the next frame. */
    public Frame frame() throws IOException {
        int first = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        int size = length == 126 ? in.readUnsignedShort() : length == 127 ? (int) in.readLong() : length;
        return new Frame(first & 0xF, (first & 0x80) != 0, (first & 0x40) != 0, in.readNBytes(size));
    }

    /** Reads up to the next frame that is neither a ping nor a pong. */
    public Frame dataFrame() throws IOException {
        Frame frame = frame();
        while (frame.opcode() == Frame.PING || frame.opcode() == Frame.PONG) {
            frame = frame();
        }
        return frame;
    }

    /** Reads up to the close frame. */
    public Frame closeFrame() throws IOException {
        Frame frame = frame();
        while (frame.opcode() != Frame.CLOSE) {
            frame = frame();
        }
        return frame;
    }

    /**
     * Reads up to the close frame and returns its code; 1006 if the TCP connection ends without one (RFC 6455 §7.1.5).
     */
    public int closeCode() throws IOException {
        try {
            return closeFrame().closeCode();
        } catch (EOFException | SocketException ended) {
            return 1006;
        }
    }

    /** Reads up to the close frame and answers it, so that the server ends the TCP connection without a time limit. */
    public Frame answerClose() throws IOException {
        Frame close = closeFrame();
        try {
            send(Frame.masked(Frame.CLOSE, true, close.payload()));
        } catch (IOException ended) {
            // the server did not wait for it
        }
        return close;
    }

    /** Returns whether the server ends the TCP connection next, by FIN: false if it sends a byte or resets. */
    public boolean readsEof() {
        try {
            return in.read() == -1;
        } catch (IOException e) {
            return false;
        }
    }

    /** Reads until the server ends the TCP connection, by FIN or RST; fails if it stays open. */
    public String untilTcpEnd() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] part = new byte[8192];
        try {
            for (int size = in.read(part); size >= 0; size = in.read(part)) {
                all.write(part, 0, size);
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the server keeps the TCP connection open after " + all.size() + " bytes", e);
        } catch (IOException reset) {
            // also the end
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    /** Waits until the server ends the TCP connection, by FIN or RST; fails if it stays open. */
    public void awaitTcpEnd() {
        byte[] discarded = new byte[8192];
        try {
            while (in.read(discarded) >= 0) {
                // only the end matters
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the server keeps the TCP connection open", e);
        } catch (IOException reset) {
            // also the end
        }
    }

    /** Closes as a browser does: close frame, the server's answer, the end of TCP. */
    public void leave() throws IOException {
        send(Frame.close(1000));
        closeFrame();
        close();
    }

    /** Sends a FIN; the client can still read. */
    public void finish() throws IOException {
        socket.shutdownOutput();
    }

    /** Ends the connection with a RST. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
