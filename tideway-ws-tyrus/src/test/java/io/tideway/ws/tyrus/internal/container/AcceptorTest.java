package io.tideway.ws.tyrus.internal.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.IOEventLifeCycleListener;
import org.glassfish.grizzly.Transport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AcceptorTest {
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
    private final AtomicBoolean accepting = new AtomicBoolean(true);
    private final AtomicInteger pauses = new AtomicInteger();
    private final Queue<Throwable> ofAccepting = new ArrayDeque<>();
    private final Queue<Throwable> ofResuming = new ConcurrentLinkedQueue<>();
    private final Connection<?> server = server();

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    /** A listening socket whose calls fail as the test says; all that is used of Grizzly's is four methods. */
    private Connection<?> server() {
        Transport transport = proxy(Transport.class, (method, arguments) -> {
            Throwable failure = ofAccepting.poll();
            if (failure instanceof IOException) {
                ((IOEventLifeCycleListener) arguments[2]).onError(null, failure);
            } else if (failure != null) {
                throw failure;
            }
            return null;
        });
        return proxy(Connection.class, (method, arguments) -> switch (method) {
            case "getTransport" -> transport;
            case "isOpen" -> true;
            case "disableIOEvent" -> {
                accepting.set(false);
                pauses.incrementAndGet();
                yield null;
            }
            case "enableIOEvent" -> {
                Throwable failure = ofResuming.poll();
                if (failure != null) {
                    throw failure;
                }
                accepting.set(true);
                yield null;
            }
            default -> throw new AssertionError(method);
        });
    }

    private interface Call {
        Object of(String method, Object[] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> call.of(method.getName(), arguments)));
    }

    @Test
    void aPauseEndsEvenWhereItsEndFailsAtFirst() throws Exception {
        ofAccepting.add(new IOException("too many open files"));
        ofResuming.add(new InternalError("out of memory"));
        ofResuming.add(new IllegalStateException("a selector"));
        new Acceptor(timer).accept(server);
        assertThat(pauses).hasValue(1);
        Awaitility.await().untilTrue(accepting);
        Awaitility.await().until(timer.getQueue()::isEmpty);
    }

    @Test
    void acceptingGoesOnWhereItsPauseCouldNotBeEnded() throws Exception {
        timer.shutdownNow();
        ScheduledThreadPoolExecutor failing = new ScheduledThreadPoolExecutor(1) {
            @Override
            public ScheduledFuture<?> scheduleWithFixedDelay(
                    Runnable task, long initialDelay, long delay, TimeUnit unit) {
                throw new InternalError("out of memory");
            }
        };
        ofAccepting.add(new IOException("too many open files"));
        new Acceptor(failing).accept(server);
        assertThat(accepting).isTrue();
    }

    @Test
    void anExceptionOfAcceptingDoesNotReachTheSelectorWhichWouldCloseTheServersSocket() throws Exception {
        Acceptor acceptor = new Acceptor(timer);
        for (Throwable failure : new Throwable[] {new IllegalStateException("a filter"), new InternalError("memory")}) {
            ofAccepting.add(failure);
            int before = pauses.get();
            acceptor.accept(server);
            assertThat(pauses).hasValue(before + 1);
            Awaitility.await().untilTrue(accepting);
        }
    }
}
