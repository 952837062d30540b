package io.tideway.ws.tyrus.internal.container;

import io.tideway.ws.internal.threads.UnexpectedErrors;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.Context;
import org.glassfish.grizzly.IOEvent;
import org.glassfish.grizzly.IOEventLifeCycleListener;
import org.jspecify.annotations.Nullable;

/**
 * Accepts TCP connections, and pauses where the system has no descriptor for one.
 *
 * <p>A connection that cannot be accepted stays in the backlog, so a selector would report it again at once, forever.
 * Runs on the selector's threads.
 */
final class Acceptor {
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final ScheduledExecutorService timer;
    private final LogGap gap = new LogGap();

    Acceptor(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    /** Accepts one connection of a server's, or pauses; never throws for a connection that cannot be accepted. */
    @SuppressWarnings("rawtypes") // as Grizzly declares them
    void accept(Connection server) throws IOException {
        try {
            fire(server);
        } catch (RuntimeException | Error e) {
            pause(server, e); // thrown on, an exception would close the server's socket
        }
    }

    @SuppressWarnings("rawtypes")
    private void fire(Connection server) {
        server.getTransport().fireIOEvent(IOEvent.SERVER_ACCEPT, server, new IOEventLifeCycleListener.Adapter() {
            @Override
            public void onError(Context context, Object reason) throws IOException {
                if (server.isOpen() && !(reason instanceof ClosedChannelException)) {
                    pause(server, reason);
                }
            }
        });
    }

    @SuppressWarnings("rawtypes")
    private synchronized void pause(Connection server, Object reason) throws IOException {
        if (gap.isOver()) {
            FrontMessages.cannotAccept(reason, PAUSE);
        }
        try {
            new Resumption(server).schedule();
        } catch (RejectedExecutionException serverStops) {
            return;
        } catch (RuntimeException | Error e) {
            UnexpectedErrors.reportTask(e);
            return; // without a pause, since nothing would end it
        }
        server.disableIOEvent(IOEvent.SERVER_ACCEPT);
    }

    /** Ends a pause, however often that fails. */
    private final class Resumption implements Runnable {
        @SuppressWarnings("rawtypes")
        private final Connection server;

        private @Nullable Future<?> future; // guarded by the acceptor

        @SuppressWarnings("rawtypes")
        Resumption(Connection server) {
            this.server = server;
        }

        void schedule() {
            future = timer.scheduleWithFixedDelay(this, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        }

        @Override
        public void run() {
            synchronized (Acceptor.this) { // not before the pause has begun
                try {
                    if (server.isOpen()) {
                        server.enableIOEvent(IOEvent.SERVER_ACCEPT);
                    }
                    Objects.requireNonNull(future).cancel(false);
                } catch (Throwable e) {
                    UnexpectedErrors.reportTask(e); // the timer tries again
                }
            }
        }
    }
}
