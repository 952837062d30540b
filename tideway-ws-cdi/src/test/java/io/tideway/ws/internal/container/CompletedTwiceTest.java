package io.tideway.ws.internal.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.OverflowPolicy;
import io.tideway.ws.fixtures.RecordedOutcomes;
import io.tideway.ws.internal.fixture.FakeClock;
import io.tideway.ws.internal.outbound.Flusher;
import io.tideway.ws.internal.outbound.OutboundLimits;
import io.tideway.ws.internal.outbound.OutboundListener;
import io.tideway.ws.internal.outbound.OutboundQueue;
import io.tideway.ws.internal.outbound.Payload;
import io.tideway.ws.internal.outbound.TransportWriter;
import io.tideway.ws.internal.threads.ReliableExecutor;
import io.tideway.ws.rawclient.RawClient;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.websockets.core.WebSocketChannel;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Writer;
import org.junit.jupiter.api.Test;

/** Has containers complete one write several times. */
class CompletedTwiceTest {
    @Test
    void thePortableTransportTellsOnce() {
        List<SendHandler> handlers = new ArrayList<>();
        OutboundQueue queue = queue(portable(handlers));
        offerThree(queue);
        SendHandler first = handlers.get(0);
        first.onResult(new SendResult());
        first.onResult(new SendResult());
        first.onResult(new SendResult(new IOException("late")));
        assertThat(handlers).hasSize(2);
        assertThat(queue.queuedMessages()).isEqualTo(2);
        assertThat(queue.offer(Payload.text("next"))).isEqualTo(io.tideway.ws.SendResult.QUEUED);
    }

    @Test
    void theTransportOfTyrusTellsOnce() {
        List<CompletionHandler<ByteBuffer>> handlers = new ArrayList<>();
        Writer writer = new Writer() {
            @Override
            public void write(ByteBuffer buffer, CompletionHandler<ByteBuffer> handler) {
                handlers.add(handler);
            }

            @Override
            public void close() {}
        };
        OutboundQueue queue = queue(new TyrusTransport(writer, portable(new ArrayList<>())));
        offerThree(queue);
        queue.offer(Payload.text("x".repeat(40_000))); // more than one batch takes
        CompletionHandler<ByteBuffer> first = handlers.get(0);
        first.completed(ByteBuffer.allocate(0));
        first.completed(ByteBuffer.allocate(0));
        first.failed(new IOException("late"));
        first.cancelled();
        assertThat(handlers).hasSize(2);
        assertThat(queue.queuedMessages()).isEqualTo(3);
        assertThat(queue.offer(Payload.text("next"))).isEqualTo(io.tideway.ws.SendResult.QUEUED);
    }

    @Test
    void theTransportOfUndertowTellsOnceOfAChannelThatBreaksAfterItsFlush() throws Exception {
        CompletableFuture<WebSocketChannel> opened = new CompletableFuture<>();
        Undertow server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setIoThreads(1)
                .setHandler(Handlers.websocket((exchange, channel) -> opened.complete(channel)))
                .build();
        server.start();
        try {
            int port = ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
            RawClient client = RawClient.upgraded(port, "/");
            WebSocketChannel channel = opened.get(60, TimeUnit.SECONDS);
            RecordedOutcomes outcomes = new RecordedOutcomes();
            UndertowTransport.Frames frames = new UndertowTransport.Frames(channel, outcomes);
            frames.handleFlushComplete(true);
            frames.handleFlushComplete(true);
            frames.markBroken();
            frames.failed(new IOException("late"));
            assertThat(outcomes.all()).containsExactly("written");
            client.close();
        } finally {
            server.stop();
        }
    }

    private static void offerThree(OutboundQueue queue) {
        List.of("a", "b", "c").forEach(text -> queue.offer(Payload.text(text)));
    }

    private OutboundQueue queue(TransportWriter writer) {
        return new OutboundQueue(
                writer,
                new OutboundLimits(100, 1 << 20, OverflowPolicy.CLOSE, CloseFrame.TRY_AGAIN_LATER),
                new Unheard(),
                new Flusher(Runnable::run, 1),
                new FakeClock());
    }

    private static SessionTransport portable(List<SendHandler> handlers) {
        RemoteEndpoint.Async remote = (RemoteEndpoint.Async) Proxy.newProxyInstance(
                CompletedTwiceTest.class.getClassLoader(),
                new Class<?>[] {RemoteEndpoint.Async.class},
                (proxy, method, arguments) -> handlers.add((SendHandler) arguments[1]) ? null : null);
        Session session = (Session) Proxy.newProxyInstance(
                CompletedTwiceTest.class.getClassLoader(),
                new Class<?>[] {Session.class},
                (proxy, method, arguments) -> method.getName().equals("getAsyncRemote") ? remote : null);
        ReliableExecutor here = ReliableExecutor.of(Runnable::run);
        return new SessionTransport(session, InboundFlow.UNSTOPPABLE, each -> true, here, here);
    }

    private static final class Unheard implements OutboundListener {
        @Override
        public void sent(int count) {}

        @Override
        public void full(int messages, long bytes) {}

        @Override
        public void dropped(int count) {}

        @Override
        public void overflowed(CloseFrame frame) {}

        @Override
        public void lost(int count) {}

        @Override
        public void failed(Throwable cause) {}
    }
}
