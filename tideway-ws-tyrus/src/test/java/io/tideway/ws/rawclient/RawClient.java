package io.tideway.ws.it.peer;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** A peer on a bare socket: says what no WebSocket library would, falls silent, and sees every byte. */
public final class RawPeer implements AutoCloseable {

    /** An HTTP answer, its body read by its Content-Length. */
    public record Answer(int status, Map<String, String> headers, String body) {}

    private static final int PATIENCE_MILLIS = 15_000;
    private static final int SMALL_WINDOW = 4 * 1024;

    private final Socket socket;
    private final DataInputStream in;

    private RawPeer(Socket socket) throws IOException {
        this.socket = socket;
        this.socket.setSoTimeout(PATIENCE_MILLIS);
        this.socket.setTcpNoDelay(true);
        this.in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream(), 1024));
    }

    /** Connects; its window is small, so that a server notices soon when it does not read. */
    public static RawPeer connect(String host, int port) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(SMALL_WINDOW);
        socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
        return new RawPeer(socket);
    }

    /** Composes a handshake; a header given here replaces the default one of its name. */
    public static String handshake(String target, String host, String... headers) {
        Map<String, String> lines = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        lines.put("Host", host);
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

    public void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    public void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads an HTTP answer. */
    public Answer answer() throws IOException {
        String status = line();
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("Content-Length", "0")));
        return new Answer(Integer.parseInt(status.split(" ")[1]), headers, new String(body, StandardCharsets.UTF_8));
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

    /** Reads until the next frame that is no ping and no pong. */
    public Frame dataFrame() throws IOException {
        Frame frame = frame();
        while (frame.opcode() == Frame.PING || frame.opcode() == Frame.PONG) {
            frame = frame();
        }
        return frame;
    }

    /** Reads until the close frame, whatever comes before it. */
    public Frame closeFrame() throws IOException {
        Frame frame = frame();
        while (frame.opcode() != Frame.CLOSE) {
            frame = frame();
        }
        return frame;
    }

    /** Reads and forgets until the server has ended the TCP connection, by FIN or RST; fails if it stays open. */
    public void awaitTcpEnd() {
        byte[] sink = new byte[8192];
        try {
            while (in.read(sink) >= 0) {
                // only the end is of interest
            }
        } catch (java.net.SocketTimeoutException e) {
            throw new AssertionError("the server keeps the TCP connection open", e);
        } catch (EOFException e) {
            // the end
        } catch (IOException reset) {
            // also the end
        }
    }

    /** Reads what comes until the server has ended the TCP connection, by FIN or RST; fails if it stays open. */
    public String untilTcpEnd() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] part = new byte[8192];
        try {
            for (int size = in.read(part); size >= 0; size = in.read(part)) {
                all.write(part, 0, size);
            }
        } catch (java.net.SocketTimeoutException e) {
            throw new AssertionError("the server keeps the TCP connection open after " + all, e);
        } catch (IOException reset) {
            // also the end
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    /** Leaves as a browser does: close frame, the server's answer, the end of TCP. */
    public void leave() throws IOException {
        send(Frame.close(1000));
        closeFrame();
        close();
    }

    /** Sends a FIN and keeps reading. */
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
