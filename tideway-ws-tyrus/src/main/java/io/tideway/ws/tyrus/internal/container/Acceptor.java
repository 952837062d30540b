package io.tideway.ws.tyrus.internal.container;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.Context;
import org.glassfish.grizzly.IOEvent;
import org.glassfish.grizzly.IOEventLifeCycleListener;

/**
 * Accepts TCP connections, and pauses where the system has no descriptor for one.
 *
 * <p>A connection that cannot be accepted stays in the backlog, so a selector would report it again at once, for ever.
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
    void accept(Connection server) {
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
    private void pause(Connection server, Object reason) throws IOException {
        if (gap.isOver()) {
            FrontMessages.cannotAccept(reason, PAUSE);
        }
        server.disableIOEvent(IOEvent.SERVER_ACCEPT);
        try {
            var unused = timer.schedule(() -> resume(server), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException serverStops) {
            // The server is closing.
        }
    }

    @SuppressWarnings("rawtypes")
    private static void resume(Connection server) {
        try {
            server.enableIOEvent(IOEvent.SERVER_ACCEPT);
        } catch (IOException closed) {
            // The server is closing.
        }
    }
}
