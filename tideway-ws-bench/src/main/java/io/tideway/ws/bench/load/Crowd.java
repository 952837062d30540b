package io.tideway.ws.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/** Holds many connections to one server, on one thread; not thread-safe. */
public final class Crowd implements AutoCloseable {
    private static final int READ_BUFFER = 256 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Selector selector = Selector.open();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(READ_BUFFER);
    private final List<SocketChannel> channels = new ArrayList<>();
    private final List<StampedFrames> frames = new ArrayList<>();

    /**
     * Connects, and has each connection take part in broadcasts.
     *
     * @param port the server's
     * @param size how many connections
     * @throws IOException if not all are let in
     */
    public static Crowd listening(int port, int size) throws IOException {
        return listening(port, size, stamp -> {});
    }

    /**
     * Connects, and has each connection take part in broadcasts.
     *
     * @param port the server's
     * @param size how many connections
     * @param each is told the number that a message begins with, when it comes
     * @throws IOException if not all are let in
     */
    public static Crowd listening(int port, int size, LongConsumer each) throws IOException {
        Crowd crowd = new Crowd(port, size, each);
        // An echo comes back once its connection takes part in broadcasts.
        crowd.sendToAll("E0");
        crowd.await(size);
        return crowd;
    }

    /**
     * Connects, and sends nothing.
     *
     * @param port the server's
     * @param size how many connections
     * @throws IOException if not all are let in
     */
    public Crowd(int port, int size) throws IOException {
        this(port, size, stamp -> {});
    }

    private Crowd(int port, int size, LongConsumer each) throws IOException {
        this(port, size, each, PATIENCE);
    }

    private Crowd(int port, int size, LongConsumer each, Duration patience) throws IOException {
        try {
            for (int i = 0; i < size; i++) {
                connect(port, each, System.nanoTime() + patience.toNanos());
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Finds out whether a server lets a connection in.
     *
     * @param port the server's
     * @param limit how long that may take
     * @throws IOException if it does not, or not in time
     */
    public static void probe(int port, Duration limit) throws IOException {
        new Crowd(port, 1, stamp -> {}, limit).close();
    }

    private void connect(int port, LongConsumer each, long deadline) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channels.add(channel);
        Handshake.on(channel, port, deadline);
        StampedFrames received = new StampedFrames(each);
        channel.configureBlocking(false).register(selector, SelectionKey.OP_READ, received);
        frames.add(received);
    }

    /**
     * Has the server note where the log of the room ends now, for what its clients miss.
     *
     * @param port the server's
     * @throws IOException if the server does not
     */
    public static void notePosition(int port) throws IOException {
        try (Crowd one = new Crowd(port, 1)) {
            one.sendToAll("P0");
            one.await(1);
        }
    }

    /**
     * Has the server broadcast, and receives all of it.
     *
     * @param count how many messages to each connection
     * @param bytes the size of each
     * @return how long it took
     * @throws IOException if the server closes a connection, sends out of order, or falls silent
     */
    public Duration broadcast(int count, int bytes) throws IOException {
        return broadcastFrom(this, count, bytes);
    }

    /**
     * Has the server of another crowd broadcast, and receives all of it.
     *
     * @param sender connections to that server
     * @param count how many messages to each connection
     * @param bytes the size of each
     * @return how long it took
     * @throws IOException if the server closes a connection, sends out of order, or falls silent
     */
    public Duration broadcastFrom(Crowd sender, int count, int bytes) throws IOException {
        long before = received();
        long since = System.nanoTime();
        send(sender.channels.get(0), "B " + count + " " + bytes);
        await(before + (long) count * channels.size());
        Duration took = Duration.ofNanos(System.nanoTime() - since);
        check();
        return took;
    }

    /**
     * Sends a text on each connection, and receives what the server answers.
     *
     * @param text the same for all
     * @param answers how many messages each connection gets
     * @return how long it took until all had all
     * @throws IOException if the server closes a connection, sends out of order, or falls silent
     */
    public Duration ask(String text, int answers) throws IOException {
        long before = received();
        long since = System.nanoTime();
        sendToAll(text);
        await(before + (long) answers * channels.size());
        Duration took = Duration.ofNanos(System.nanoTime() - since);
        check();
        return took;
    }

    /**
     * Sends a text on the first connection.
     *
     * @param text what to send
     * @throws IOException if the connection is closed
     */
    public void say(String text) throws IOException {
        send(channels.get(0), text);
    }

    /**
     * Receives what comes until a time.
     *
     * @param end the time, of {@link System#nanoTime}
     * @throws IOException if the server closes a connection
     */
    public void receiveUntil(long end) throws IOException {
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            selector.select(this::read, Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
        }
    }

    private void sendToAll(String text) throws IOException {
        for (SocketChannel channel : channels) {
            send(channel, text);
        }
    }

    /**
     * Sends a text on each connection, and receives until each has so many messages, of which some may be no answers.
     *
     * @param text the same for all
     * @param atLeast how many messages each connection gets
     * @return how long it took until all had as many
     * @throws IOException if the server closes a connection, sends out of order, or falls silent
     */
    public Duration askDuringTraffic(String text, int atLeast) throws IOException {
        long since = System.nanoTime();
        sendToAll(text);
        while (frames.stream().anyMatch(each -> each.received() < atLeast)) {
            if (selector.select(this::read, PATIENCE.toMillis()) == 0) {
                throw new IOException("not all messages have come");
            }
        }
        Duration took = Duration.ofNanos(System.nanoTime() - since);
        checkOrder();
        return took;
    }

    private void check() throws IOException {
        checkOrder();
        if (frames.stream().mapToLong(StampedFrames::received).distinct().count() > 1) {
            throw new IOException("messages were lost or doubled");
        }
    }

    private void checkOrder() throws IOException {
        if (frames.stream().anyMatch(each -> each.outOfOrder() > 0)) {
            throw new IOException("messages were out of order");
        }
    }

    private void await(long total) throws IOException {
        long[] left = {total - received()};
        while (left[0] > 0) {
            int readable = selector.select(key -> left[0] -= read(key), PATIENCE.toMillis());
            if (readable == 0) {
                throw new IOException(left[0] + " of " + total + " messages have not come");
            }
        }
    }

    private long received() {
        return frames.stream().mapToLong(StampedFrames::received).sum();
    }

    private long read(SelectionKey key) {
        StampedFrames received = (StampedFrames) key.attachment();
        long before = received.received();
        buffer.clear();
        try {
            if (((SocketChannel) key.channel()).read(buffer) < 0) {
                throw new EOFException("the server closed a connection");
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        received.accept(buffer.flip());
        return received.received() - before;
    }

    private static void send(SocketChannel channel, String text) throws IOException {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer frame = ByteBuffer.allocate(6 + payload.length);
        frame.put((byte) 0x81).put((byte) (0x80 | payload.length)).putInt(0).put(payload); // masked with zeros
        frame.flip();
        while (frame.hasRemaining()) {
            channel.write(frame);
        }
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel channel : channels) {
            channel.close();
        }
        selector.close();
    }
}
