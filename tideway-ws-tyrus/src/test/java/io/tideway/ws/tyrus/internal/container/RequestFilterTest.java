package io.tideway.ws.tyrus.internal.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.internal.threads.ReliableExecutor;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.glassfish.grizzly.Context;
import org.glassfish.grizzly.IOEvent;
import org.glassfish.grizzly.IOEventLifeCycleListener;
import org.glassfish.grizzly.ProcessorExecutor;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChain;
import org.glassfish.grizzly.filterchain.FilterChainBuilder;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.Method;
import org.glassfish.grizzly.http.Protocol;
import org.glassfish.grizzly.nio.transport.TCPNIOConnection;
import org.glassfish.grizzly.nio.transport.TCPNIOTransport;
import org.glassfish.grizzly.nio.transport.TCPNIOTransportBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestFilterTest {
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final List<String> events = new ArrayList<>();
    private final List<Runnable> queued = new ArrayList<>();

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    /** Queues a task and fails to make a thread for it, as Grizzly's pool does. */
    private void queueAndFail(Runnable task) {
        queued.add(task);
        throw new InternalError("unable to create native thread");
    }

    @Test
    void aRequestIsHandledOnceWhereThePoolQueuesItAndThrows() throws Exception {
        Duration limit = Duration.ofSeconds(10);
        RequestDeadlines deadlines = new RequestDeadlines(limit, new Lingering(timer, limit));
        RequestFilter filter = new RequestFilter(new InProgress(), ReliableExecutor.of(this::queueAndFail), deadlines);
        filter.open();
        FilterChain chain = FilterChainBuilder.stateless()
                .add(new BaseFilter() {
                    @Override
                    public NextAction handleRead(FilterChainContext ctx) {
                        ctx.setMessage(request());
                        return ctx.getInvokeAction();
                    }
                })
                .add(filter)
                .add(new BaseFilter() {
                    @Override
                    public NextAction handleRead(FilterChainContext ctx) {
                        events.add("handled");
                        return ctx.getStopAction();
                    }
                })
                .build();
        TCPNIOTransport transport = TCPNIOTransportBuilder.newInstance().build();
        TCPNIOConnection connection = new TCPNIOConnection(transport, SocketChannel.open()) {
            @Override
            public void closeWithReason(java.io.IOException reason) {
                events.add("closed");
            }
        };
        connection.setProcessor(chain);
        ProcessorExecutor.execute(
                Context.create(connection, chain, IOEvent.READ, new IOEventLifeCycleListener.Adapter()));
        queued.forEach(Runnable::run);
        assertThat(events).containsExactly("handled");
    }

    private static HttpContent request() {
        HttpRequestPacket request = HttpRequestPacket.builder()
                .method(Method.GET)
                .uri("/")
                .protocol(Protocol.HTTP_1_1)
                .header("Host", "localhost")
                .build();
        return HttpContent.builder(request).build();
    }
}
