package io.tideway.ws.tyrus.internal.container;

import io.tideway.ws.internal.threads.ReliableExecutor;
import io.tideway.ws.internal.upgrade.UpgradeLink;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import org.glassfish.tyrus.spi.Connection;

/** Makes the channel of each upgraded connection of one server. Thread-safe. */
final class Channels {
    private final FrameInputs inputs = new FrameInputs();
    private final ReliableExecutor workers;
    private final ScheduledExecutorService timer;
    private final Duration frameTimeout;

    /**
     * Creates the channels' maker.
     *
     * @param workers runs what must not run on the thread at hand
     * @param frameTimeout how long a frame may take to arrive
     */
    Channels(ReliableExecutor workers, ScheduledExecutorService timer, Duration frameTimeout) {
        this.workers = workers;
        this.timer = timer;
        this.frameTimeout = frameTimeout;
    }

    WebSocketChannel channel(
            TcpConnection tcp, ConnectionWriter writer, Connection tyrus, FrameLimit limit, UpgradeLink link) {
        return new WebSocketChannel(
                tcp,
                writer,
                tyrus,
                inputs.of(tyrus),
                limit,
                new SerialTasks(workers),
                link,
                overdue -> new UnfinishedFrame(timer, frameTimeout, overdue));
    }
}
