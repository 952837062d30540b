package io.tideway.ws.it.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Is many peers on one thread, who are sent numbers as text and check that none is missing and each is in order; each
 * answers a close.
 */
public final class Fleet implements AutoCloseable {
    private final Selector selector;
    private final List<Vessel> vessels = new ArrayList<>();
    private final AtomicLong received = new AtomicLong();
    private final Queue<Integer> closeCodes = new ConcurrentLinkedQueue<>();
    private final AtomicInteger ended = new AtomicInteger();
    private final Thread reader = new Thread(this::read, "fleet");
    private volatile @Nullable Throwable failure;

    /** One connection; touched by the reader only. */
    private static final class Vessel {
        private final SocketChannel channel;
        private final ByteBuffer buffer = ByteBuffer.allocate(16 * 1024);
        private long expected;
        private boolean closed;

        Vessel(SocketChannel channel) {
            this.channel = channel;
        }
    }

    private Fleet() throws IOException {
        selector = Selector.open();
    }

    /** Connects and upgrades all of them. */
    public static Fleet connect(int size, int port, String target) throws IOException {
        Fleet fleet = new Fleet();
        byte[] handshake = RawPeer.handshake(target, "127.0.0.1:" + port).getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < size; i++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
            channel.write(ByteBuffer.wrap(handshake));
            Vessel vessel = new Vessel(channel);
            awaitAnswer(vessel);
            channel.configureBlocking(false);
            channel.register(fleet.selector, SelectionKey.OP_READ, vessel);
            fleet.vessels.add(vessel);
        }
        fleet.reader.setDaemon(true);
        fleet.reader.start();
        return fleet;
    }

    private static void awaitAnswer(Vessel vessel) throws IOException {
        ByteBuffer buffer = vessel.buffer;
        while (true) {
            if (vessel.channel.read(buffer) < 0) {
                throw new IOException("no answer to the upgrade");
            }
            String answer = new String(buffer.array(), 0, buffer.position(), StandardCharsets.ISO_8859_1);
            int end = answer.indexOf("\r\n\r\n");
            if (end >= 0) {
                if (!answer.startsWith("HTTP/1.1 101")) {
                    throw new IOException("refused: " + answer);
                }
                buffer.flip().position(end + 4);
                buffer.compact();
                return;
            }
        }
    }

    /** Returns how many numbers have arrived in order at all of them together. */
    public long received() {
        Throwable failed = failure;
        if (failed != null) {
            throw new AssertionError(failed);
        }
        return received.get();
    }

    /** Returns the codes of all close frames that have arrived. */
    public List<Integer> closeCodes() {
        received(); // tells of a failure
        return List.copyOf(closeCodes);
    }

    /** Returns how many TCP connections the server has ended after a close frame. */
    public int ended() {
        received(); // tells of a failure
        return ended.get();
    }

    private void read() {
        try {
            while (selector.isOpen()) {
                selector.select(key -> receive((Vessel) key.attachment()));
            }
        } catch (java.nio.channels.ClosedSelectorException closed) {
            // the end
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
        }
    }

    private void receive(Vessel vessel) {
        try {
            if (vessel.channel.read(vessel.buffer) < 0) {
                end(vessel, null);
                return;
            }
        } catch (IOException e) {
            end(vessel, e);
            return;
        }
        ByteBuffer buffer = vessel.buffer.flip();
        int count = 0;
        while (buffer.remaining() >= 2) {
            int length = buffer.get(buffer.position() + 1);
            if (buffer.remaining() < 2 + length) {
                break;
            }
            int opcode = buffer.get() & 0xF;
            buffer.get();
            if (opcode == Frame.TEXT) {
                check(vessel, buffer, length);
                count++;
            } else if (opcode == Frame.CLOSE) {
                answerClose(vessel, buffer, length);
            } else {
                buffer.position(buffer.position() + length);
            }
        }
        buffer.compact();
        received.addAndGet(count);
    }

    private static void check(Vessel vessel, ByteBuffer buffer, int length) {
        long number = 0;
        for (int i = 0; i < length; i++) {
            number = number * 10 + (buffer.get() - '0');
        }
        if (number != vessel.expected) {
            throw new AssertionError("expected " + vessel.expected + ", but there came " + number);
        }
        vessel.expected++;
    }

    private void answerClose(Vessel vessel, ByteBuffer buffer, int length) {
        int code = length < 2 ? 1005 : buffer.getShort(buffer.position()) & 0xFFFF;
        buffer.position(buffer.position() + length);
        vessel.closed = true;
        closeCodes.add(code);
        try {
            vessel.channel.write(ByteBuffer.wrap(Frame.close(code)));
        } catch (IOException e) {
            end(vessel, e);
        }
    }

    private void end(Vessel vessel, @Nullable IOException cause) {
        if (!vessel.closed) {
            throw new AssertionError("a connection was lost after " + vessel.expected, cause);
        }
        if (vessel.channel.isOpen()) {
            ended.incrementAndGet();
        }
        try {
            vessel.channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
        for (Vessel vessel : vessels) {
            vessel.channel.close();
        }
    }
}
