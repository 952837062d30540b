package io.tideway.ws.tyrus.internal.container;

import io.tideway.ws.internal.threads.ReliableExecutor;
import io.tideway.ws.internal.threads.UnexpectedErrors;
import io.tideway.ws.tyrus.internal.tls.TlsEngines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.glassfish.grizzly.filterchain.FilterChainBuilder;
import org.glassfish.grizzly.filterchain.TransportFilter;
import org.glassfish.grizzly.http.HttpServerFilter;
import org.glassfish.grizzly.http.server.FileCacheFilter;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.http.server.ServerConfiguration;
import org.glassfish.grizzly.nio.transport.TCPNIOTransport;
import org.glassfish.grizzly.nio.transport.TCPNIOTransportBuilder;
import org.glassfish.grizzly.ssl.SSLBaseFilter;
import org.glassfish.grizzly.threadpool.GrizzlyExecutorService;

/**
 * Listens on one port for WebSocket handshakes and ordinary HTTP.
 *
 * <p>Handshakes and HTTP requests run on worker threads. WebSocket callbacks run on the selector threads, one
 * connection on one thread at a time, as long as they are quick, else on workers too; see {@link TakeoverStrategy}.
 * {@link #close()} may be called from any thread.
 */
public final class HttpFront implements AutoCloseable {

    private static final int READ_BUFFER = 32 * 1024;
    private static final int HTTP_IDLE_SECONDS = 60;
    private static final int UNLIMITED = -1;
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final Duration LONGEST_STANDSTILL = Duration.ofMinutes(10);
    private static final Duration USUAL_STOP = Duration.ofSeconds(6);

    private final ServerThreads threads;
    private final HttpServer http;
    private final NetworkListener listener;
    private final GrizzlyExecutorService workers;
    private final ReliableExecutor reporters;
    private final ScheduledExecutorService timer;
    private final InProgress connections = new InProgress();
    private final InProgress requests = new InProgress();
    private final InProgress reports = new InProgress();
    private final GrizzlyExecutorService handlers;
    private final RequestFilter requestFilter;
    private final RequestDeadlines deadlines;
    private final SelectorWatch watch;
    private final CountDownLatch closed = new CountDownLatch(1);

    private HttpFront(FrontSettings settings, EndpointContainer endpoints, HandshakeGate gate) {
        GrizzlyLogs.translate();
        threads = new ServerThreads(settings.name());
        workers = threads.workers("worker", settings.maxWorkers());
        reporters = ReliableExecutor.of(workers);
        handlers = threads.workers("http", settings.maxWorkers());
        timer = threads.timer();
        listener = new NetworkListener(settings.name(), settings.host(), settings.port());
        TCPNIOTransport transport = transport(settings.name());
        // Far longer than the deadline of a request, which answers, where this would only fail the read: the deadline
        // leaves out the time in which the process stands still.
        transport.setReadTimeout(
                settings.limits()
                        .time()
                        .multipliedBy(2)
                        .plus(LONGEST_STANDSTILL)
                        .toMillis(),
                TimeUnit.MILLISECONDS);
        transport.setWriteTimeout(settings.limits().time().toMillis(), TimeUnit.MILLISECONDS);
        watch = new SelectorWatch(task -> transport.getKernelThreadPool().execute(task), threads);
        GatheredWrites gathered = new GatheredWrites(watch);
        transport.setSelectorHandler(gathered);
        transport.setIOStrategy(new TakeoverStrategy(watch, gathered, new Acceptor(timer)));
        listener.setTransport(transport);
        listener.getKeepAlive().setIdleTimeoutInSeconds(HTTP_IDLE_SECONDS);
        listener.getKeepAlive().setMaxRequestsCount(UNLIMITED);
        // Grizzly's own limits must never be met: it would count otherwise than the guard.
        listener.setMaxHttpHeaderSize(settings.limits().headBytes() + 1);
        listener.setMaxRequestHeaders(settings.limits().headers() + 1);
        Lingering lingering = new Lingering(timer, GRACE);
        settings.tls().ifPresent(context -> secure(context, lingering));
        deadlines = new RequestDeadlines(settings.limits().time(), lingering);
        requestFilter = new RequestFilter(requests, ReliableExecutor.of(handlers), deadlines);
        RequestGuard guard = new RequestGuard(settings.limits(), lingering, deadlines);
        HandshakeFilter handshakes = new HandshakeFilter(
                settings.contextPath(),
                gate,
                endpoints.getWebSocketEngine(),
                lingering,
                gathered,
                new Channels(
                        ReliableExecutor.of(this::report),
                        timer,
                        settings.connectionLimits().frameTimeout()),
                connections);
        int maxConnections = settings.connectionLimits().maxTcpConnections();
        listener.registerAddOn((owner, chain) -> {
            chain.set(chain.indexOfType(TransportFilter.class), new HalfClosing(lingering));
            if (maxConnections < Integer.MAX_VALUE) {
                chain.add(chain.indexOfType(TransportFilter.class) + 1, new ConnectionLimit(maxConnections));
            }
            insert(chain, guard, handshakes);
            chain.add(0, new ReadFilter(deadlines));
        });
        http = new HttpServer();
        http.addListener(listener);
        DecodedPath.keptBy(http.getHttpHandler());
        ServerConfiguration configuration = http.getServerConfiguration();
        configuration.setName(settings.name());
        // The guard decides which methods may have a body.
        configuration.setAllowPayloadForUndefinedHttpMethods(true);
        configuration.setDefaultErrorPageGenerator(new PlainErrors());
    }

    /**
     * Begins to listen. The endpoints have to be complete: Tyrus finds none that is added later.
     *
     * @param settings where and how
     * @param endpoints the endpoints
     * @param gate decides on each well-formed handshake; may block
     * @param mounts ordinary HTTP beside the endpoints
     * @return the listening front
     * @throws IOException if the port cannot be bound; nothing is left running then
     */
    public static HttpFront open(
            FrontSettings settings, EndpointContainer endpoints, HandshakeGate gate, List<HttpMount> mounts)
            throws IOException {
        HttpFront front = new HttpFront(settings, endpoints, gate);
        mounts.forEach(mount -> front.add(mount, settings.contextPath()));
        if (mounts.stream().noneMatch(HttpMount::takesAll)) {
            front.add(HttpMount.notFound(), settings.contextPath());
        }
        if (!"/".equals(settings.contextPath())) {
            front.add(HttpMount.notFound(), "/");
        }
        try {
            WarmUp.run();
            front.http.start();
            front.watch.start();
            front.threads.keeper(front.closed).start();
            front.requestFilter.open();
            front.deadlines.watch(front.timer);
            return front;
        } catch (IOException | RuntimeException | Error e) {
            front.close();
            throw e;
        }
    }

    private void add(HttpMount mount, String contextPath) {
        DecodedPath.keptBy(mount.handler());
        http.getServerConfiguration().addHttpHandler(mount.handler(), mount.registrations(contextPath));
    }

    private TCPNIOTransport transport(String name) {
        TCPNIOTransport transport = TCPNIOTransportBuilder.newInstance()
                .setName(name)
                .setSelectorThreadPoolConfig(threads.selectors())
                .setSelectorRunnersCount(ServerThreads.selectorCount())
                .setReadBufferSize(READ_BUFFER)
                .build();
        transport.setWorkerThreadPool(workers);
        return transport;
    }

    private void secure(SSLContext context, Lingering lingering) {
        TlsEngines engines = new TlsEngines(context);
        listener.setSecure(true);
        listener.setSSLEngineConfig(engines);
        listener.registerAddOn(
                (owner, chain) -> chain.set(chain.indexOfType(SSLBaseFilter.class), new TlsFilter(engines, lingering)));
    }

    private void insert(FilterChainBuilder chain, RequestGuard guard, HandshakeFilter handshakes) {
        chain.add(chain.indexOfType(HttpServerFilter.class), new FrameFilter());
        chain.add(chain.indexOfType(HttpServerFilter.class), guard);
        chain.add(chain.indexOfType(FileCacheFilter.class), requestFilter);
        chain.add(chain.indexOfType(FileCacheFilter.class), handshakes);
    }

    /**
     * Tells the port that is bound.
     *
     * @return 1 to 65535
     */
    public int port() {
        return listener.getPort();
    }

    /**
     * Takes no further connection, and lets handshakes and other requests in progress end; WebSocket connections that
     * are open stay.
     *
     * @param atMost how long to wait for the requests
     */
    public void stopAccepting(Duration atMost) {
        listener.getTransport().unbindAll();
        requests.awaitNone(atMost);
    }

    /** Ends all connections and threads within a few seconds; see {@link #close(Duration)}. */
    @Override
    public void close() {
        close(USUAL_STOP);
    }

    /**
     * Ends the HTTP server, which gives up where a handler throws when it is destroyed; the selectors end nevertheless.
     */
    private void shutDownHttp() {
        quietly(http::shutdownNow);
        quietly(() -> {
            try {
                listener.shutdownNow();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static void quietly(Runnable step) {
        try {
            step.run();
        } catch (Throwable e) {
            UnexpectedErrors.report(e);
        }
    }

    /**
     * Runs what tells the application of a connection, on a worker, or here where no worker can take it, and counts it
     * until it has been told.
     */
    private void report(Runnable task) {
        reports.begin();
        reporters.execute(() -> {
            try {
                task.run();
            } finally {
                reports.end();
            }
        });
    }

    /**
     * Ends all connections and threads. WebSocket connections should have been closed before, with the close code they
     * deserve; here their close frames get the time to leave. Then interrupts every thread that does not end, and logs
     * those that ignore it. Does nothing the second time.
     *
     * @param budget how long all of that may take
     */
    public void close(Duration budget) {
        long begun = System.nanoTime();
        connections.awaitNone(Collections.min(List.of(GRACE, budget.dividedBy(3))));
        watch.close();
        closed.countDown();
        shutDownHttp();
        timer.shutdownNow();
        // What the application has still to be told of the connections that ended just now, before its threads end.
        reports.awaitNone(Collections.min(List.of(GRACE, budget.dividedBy(3))));
        // Not shutdown() first, after which Grizzly's pool ignores shutdownNow().
        workers.shutdownNow();
        handlers.shutdownNow();
        List<Thread> left = threads.end(budget.minusNanos(System.nanoTime() - begun));
        if (!left.isEmpty()) {
            FrontMessages.threadsLeft(left);
        }
    }
}
