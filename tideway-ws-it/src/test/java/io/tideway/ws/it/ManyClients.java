package io.tideway.ws.it;

import io.tideway.ws.rawclient.Frame;
import io.tideway.ws.rawclient.RawClient;
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
 * Runs many clients on one thread. Each expects numbers as texts, fails if one is missing or out of order, and answers
 * a close.
 */
public final class ManyClients implements AutoCloseable {
    private final Selector selector;
    private final List<Client> clients = new ArrayList<>();
    private final AtomicLong received = new AtomicLong();
    private final Queue<Integer> closeCodes = new ConcurrentLinkedQueue<>();
    private final AtomicInteger ended = new AtomicInteger();
    private final Thread reader = new Thread(this::read, "many-clients");
    private volatile @Nullable Throwable failure;

    /** One connection; touched by the reader only. */
    private static final class Client {
        private final SocketChannel channel;
        private final ByteBuffer buffer = ByteBuffer.allocate(16 * 1024);
        private long expected;
        private boolean closed;

        Client(SocketChannel channel) {
            this.channel = channel;
        }
    }

    private ManyClients() throws IOException {
        selector = Selector.open();
    }

    /** Connects and upgrades all of them. */
    public static ManyClients connect(int size, int port, String target) throws IOException {
        ManyClients all = new ManyClients();
        byte[] handshake = RawClient.handshakeTo("127.0.0.1:" + port, target).getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < size; i++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
            channel.write(ByteBuffer.wrap(handshake));
            Client client = new Client(channel);
            awaitAnswer(client);
            channel.configureBlocking(false);
            channel.register(all.selector, SelectionKey.OP_READ, client);
            all.clients.add(client);
        }
        all.reader.setDaemon(true);
        all.reader.start();
        return all;
    }

    private static void awaitAnswer(Client client) throws IOException {
        ByteBuffer buffer = client.buffer;
        while (true) {
            if (client.channel.read(buffer) < 0) {
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
        received(); // throws where the reader has failed
        return List.copyOf(closeCodes);
    }

    /** Returns how many TCP connections the server has ended after a close frame. */
    public int ended() {
        received(); // throws where the reader has failed
        return ended.get();
    }

    private void read() {
        try {
            while (selector.isOpen()) {
                selector.select(key -> receive((Client) key.attachment()));
            }
        } catch (java.nio.channels.ClosedSelectorException closed) {
            // the end
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
        }
    }

    private void receive(Client client) {
        try {
            if (client.channel.read(client.buffer) < 0) {
                end(client, null);
                return;
            }
        } catch (IOException e) {
            end(client, e);
            return;
        }
        ByteBuffer buffer = client.buffer.flip();
        int count = 0;
        while (buffer.remaining() >= 2) {
            int length = buffer.get(buffer.position() + 1);
            if (buffer.remaining() < 2 + length) {
                break;
            }
            int opcode = buffer.get() & 0xF;
            buffer.get();
            if (opcode == Frame.TEXT) {
                check(client, buffer, length);
                count++;
            } else if (opcode == Frame.CLOSE) {
                answerClose(client, buffer, length);
            } else {
                buffer.position(buffer.position() + length);
            }
        }
        buffer.compact();
        received.addAndGet(count);
    }

    private static void check(Client client, ByteBuffer buffer, int length) {
        long number = 0;
        for (int i = 0; i < length; i++) {
            number = number * 10 + (buffer.get() - '0');
        }
        if (number != client.expected) {
            throw new AssertionError("expected " + client.expected + ", but there came " + number);
        }
        client.expected++;
    }

    private void answerClose(Client client, ByteBuffer buffer, int length) {
        int code = length < 2 ? 1005 : buffer.getShort(buffer.position()) & 0xFFFF;
        buffer.position(buffer.position() + length);
        client.closed = true;
        closeCodes.add(code);
        try {
            client.channel.write(ByteBuffer.wrap(Frame.close(code)));
        } catch (IOException e) {
            end(client, e);
        }
    }

    private void end(Client client, @Nullable IOException cause) {
        if (!client.closed) {
            throw new AssertionError("a connection was lost after " + client.expected, cause);
        }
        if (client.channel.isOpen()) {
            ended.incrementAndGet();
        }
        try {
            client.channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
        for (Client client : clients) {
            client.channel.close();
        }
    }
}
