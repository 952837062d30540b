package io.tideway.ws.tyrus.internal.container;

import static io.tideway.ws.fixtures.Latches.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.fixtures.RecordedOutcomes;
import io.tideway.ws.internal.outbound.Payload;
import io.tideway.ws.internal.threads.ReliableExecutor;
import io.tideway.ws.internal.upgrade.UpgradeLink;
import io.tideway.ws.rawclient.Frame;
import io.tideway.ws.rawclient.RawClient;
import io.tideway.ws.tyrus.internal.tls.TlsEngines;
import jakarta.websocket.CloseReason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.glassfish.grizzly.Transport;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.memory.Buffers;
import org.glassfish.grizzly.nio.transport.TCPNIOConnection;
import org.glassfish.grizzly.nio.transport.TCPNIOTransport;
import org.glassfish.grizzly.nio.transport.TCPNIOTransportBuilder;
import org.glassfish.grizzly.ssl.SSLConnectionContext;
import org.glassfish.tyrus.spi.Connection;
import org.glassfish.tyrus.spi.ReadHandler;
import org.glassfish.tyrus.spi.Writer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Has a client's close meet a frame that another thread is about to write, over real sockets. */
class CloseFrameOrderTest {
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final TCPNIOTransport transport =
            TCPNIOTransportBuilder.newInstance().build();
    private final RecordedOutcomes outcomes = new RecordedOutcomes();

    @AfterEach
    void stop() {
        threads.shutdownNow();
        timer.shutdownNow();
    }

    @Test
    void aFrameThatIsAboutToLeaveComesBeforeTheAnswerToAClose() throws Exception {
        try (Pair pair = new Pair()) {
            CountDownLatch gate = new CountDownLatch(1);
            Future<?> broadcast = pair.writeUntil(gate, "held");
            pair.closedByClient(1001);
            pair.write("late");
            gate.countDown();
            broadcast.get(60, TimeUnit.SECONDS);
            assertThat(pair.client.frame().text()).isEqualTo("held");
            assertThat(pair.client.frame().closeCode()).isEqualTo(1001);
            assertThat(pair.client.readsEof()).isTrue();
            assertThat(outcomes.all()).containsExactlyInAnyOrder("written", "failed");
        }
    }

    @Test
    void theFinThatFollowsTheClientsEndOfTlsWaitsForTheCloseFrame() throws Exception {
        try (Pair pair = new Pair()) {
            CountDownLatch gate = new CountDownLatch(1);
            Future<?> broadcast = pair.writeUntil(gate, "held");
            pair.closedByClient(1001);
            pair.tlsEndedByClient();
            gate.countDown();
            broadcast.get(60, TimeUnit.SECONDS);
            assertThat(pair.client.frame().text()).isEqualTo("held");
            assertThat(pair.client.frame().closeCode()).isEqualTo(1001);
            assertThat(pair.client.readsEof()).isTrue();
        }
    }

    @Test
    void theFinThatFollowsTheClientsEndOfTlsWaitsForAFrameThatIsAboutToLeave() throws Exception {
        try (Pair pair = new Pair()) {
            CountDownLatch gate = new CountDownLatch(1);
            Future<?> broadcast = pair.writeUntil(gate, "held");
            pair.tlsEndedByClient();
            pair.write("late");
            gate.countDown();
            broadcast.get(60, TimeUnit.SECONDS);
            assertThat(pair.client.frame().text()).isEqualTo("held");
            assertThat(pair.client.readsEof()).isTrue();
            assertThat(outcomes.all()).containsExactlyInAnyOrder("written", "failed");
        }
    }

    /** Connects a client with a writer. */
    private final class Pair implements AutoCloseable {
        private final RawClient client;
        private final SocketChannel accepted;
        private final GatedConnection connection;
        private final Lingering lingering = new Lingering(timer, Duration.ofSeconds(30));
        private final ConnectionWriter writer;

        Pair() throws IOException {
            try (ServerSocketChannel server = ServerSocketChannel.open()) {
                server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                client = RawClient.connect(server.socket().getLocalPort());
                accepted = server.accept();
            }
            accepted.configureBlocking(false);
            connection = new GatedConnection(transport, accepted);
            TcpConnection tcp = new TcpConnection(connection);
            SelectorWatch watch = new SelectorWatch(Runnable::run, new ServerThreads("tideway-close-test"));
            writer = new ConnectionWriter(tcp, lingering, Duration.ofSeconds(30), new GatheredWrites(watch));
            new WebSocketChannel(
                            tcp,
                            writer,
                            new NoEngine(writer),
                            frame -> {},
                            FrameLimit.plain(100),
                            new SerialTasks(ReliableExecutor.of(Runnable::run)),
                            new UpgradeLink(),
                            overdue -> new UnfinishedFrame(timer, Duration.ofSeconds(30), overdue))
                    .open(Buffers.EMPTY_BUFFER);
        }

        /** Begins to write a frame, and holds it before it is queued until the gate opens. */
        Future<?> writeUntil(CountDownLatch gate, String text) {
            CountDownLatch atTheGate = new CountDownLatch(1);
            connection.beforeNextWrite = () -> {
                atTheGate.countDown();
                await(gate);
            };
            Future<?> write = threads.submit(() -> write(text));
            await(atTheGate);
            return write;
        }

        void write(String text) {
            writer.writeFrames(ByteBuffer.wrap(Payload.text(text).frame()), outcomes);
        }

        /** Does what a channel does when the client's close frame has come. */
        void closedByClient(int code) {
            writer.peerHasClosed();
            writer.answer(PeerClose.of(ByteBuffer.wrap(Frame.close(code))).orElseThrow());
            writer.close();
        }

        /** Does what the filter does when the client's close_notify has come, on a connection without TLS. */
        void tlsEndedByClient() throws Exception {
            TlsEngines engines = new TlsEngines(SSLContext.getDefault());
            SSLEngine engine = engines.createSSLEngine();
            engine.closeInbound();
            SSLConnectionContext ended = new SSLConnectionContext(connection);
            ended.configure(engine);
            FilterChainContext nothingMore = FilterChainContext.create(connection);
            nothingMore.setMessage(Buffers.EMPTY_BUFFER);
            new TlsFilter(engines, lingering).unwrapAll(nothingMore, ended);
        }

        @Override
        public void close() throws IOException {
            client.close();
            accepted.close();
        }
    }

    /** Stands for Tyrus' side of a connection, to which no frame comes. */
    private record NoEngine(Writer getWriter) implements Connection {
        @Override
        public ReadHandler getReadHandler() {
            return data -> {};
        }

        @Override
        public Connection.CloseListener getCloseListener() {
            return reason -> {};
        }

        @Override
        public void close(CloseReason reason) {}
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
