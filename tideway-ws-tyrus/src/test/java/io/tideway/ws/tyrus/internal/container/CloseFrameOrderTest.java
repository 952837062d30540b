package io.tideway.ws.tyrus.internal.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.internal.outbound.Payload;
import io.tideway.ws.internal.outbound.TransportWriter;
import io.tideway.ws.rawclient.Frame;
import io.tideway.ws.rawclient.RawClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.glassfish.grizzly.Transport;
import org.glassfish.grizzly.nio.transport.TCPNIOConnection;
import org.glassfish.grizzly.nio.transport.TCPNIOTransport;
import org.glassfish.grizzly.nio.transport.TCPNIOTransportBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Has a client's close meet a frame that another thread is about to write, over real sockets. */
class CloseFrameOrderTest {
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final TCPNIOTransport transport =
            TCPNIOTransportBuilder.newInstance().build();
    private final Queue<String> outcomes = new ConcurrentLinkedQueue<>();

    @AfterEach
    void stop() {
        threads.shutdownNow();
        timer.shutdownNow();
    }

    @Test
    void aFrameThatIsAboutToLeaveComesBeforeTheAnswerToAClose() throws Exception {
        try (Pair pair = new Pair()) {
            CountDownLatch atTheGate = new CountDownLatch(1);
            CountDownLatch gate = new CountDownLatch(1);
            pair.connection.beforeNextWrite = () -> {
                atTheGate.countDown();
                await(gate);
            };
            Future<?> broadcast = threads.submit(() -> pair.write("held"));
            await(atTheGate);
            pair.closedByClient(1001);
            pair.write("late");
            gate.countDown();
            broadcast.get(10, TimeUnit.SECONDS);
            assertThat(pair.client.frame().text()).isEqualTo("held");
            assertThat(pair.client.frame().closeCode()).isEqualTo(1001);
            assertThat(pair.client.readsEof()).isTrue();
            assertThat(outcomes).containsExactlyInAnyOrder("written", "failed");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Connects a client with a writer. */
    private final class Pair implements AutoCloseable {
        private final RawClient client;
        private final SocketChannel accepted;
        private final GatedConnection connection;
        private final ConnectionWriter writer;

        Pair() throws IOException {
            try (ServerSocketChannel server = ServerSocketChannel.open()) {
                server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                client = RawClient.connect(server.socket().getLocalPort());
                accepted = server.accept();
            }
            accepted.configureBlocking(false);
            connection = new GatedConnection(transport, accepted);
            writer = new ConnectionWriter(
                    new TcpConnection(connection),
                    new Lingering(timer, Duration.ofSeconds(30)),
                    Duration.ofSeconds(30));
        }

        void write(String text) {
            writer.writeFrames(ByteBuffer.wrap(Payload.text(text).frame()), new TransportWriter.Completion() {
                @Override
                public void written() {
                    outcomes.add("written");
                }

                @Override
                public void failed(Throwable cause) {
                    outcomes.add("failed");
                }
            });
        }

        /** Does what a channel does when the client's close frame has come. */
        void closedByClient(int code) {
            writer.peerHasClosed();
            writer.answer(PeerClose.of(ByteBuffer.wrap(Frame.close(code))).orElseThrow());
            writer.close();
        }

        @Override
        public void close() throws IOException {
            client.close();
            accepted.close();
        }
    }

    /** Runs an action between the decision to write and the writing. */
    private static final class GatedConnection extends TCPNIOConnection {
        private volatile Runnable beforeNextWrite = () -> {};

        GatedConnection(TCPNIOTransport transport, SocketChannel channel) {
            super(transport, channel);
        }

        @Override
        public Transport getTransport() {
            Runnable action = beforeNextWrite;
            if (action != null) { // in the superclass' constructor it is not set yet
                beforeNextWrite = () -> {};
                action.run();
            }
            return super.getTransport();
        }
    }
}
