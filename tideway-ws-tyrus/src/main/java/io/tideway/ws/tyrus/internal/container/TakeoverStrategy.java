package io.tideway.ws.tyrus.internal.container;

import java.io.IOException;
import java.util.logging.Logger;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.IOEvent;
import org.glassfish.grizzly.nio.NIOConnection;
import org.glassfish.grizzly.strategies.AbstractIOStrategy;
import org.glassfish.grizzly.strategies.WorkerThreadIOStrategy;

/**
 * Serves WebSocket connections on the selector thread that noticed them, which saves two thread switches a message, and
 * everything else on workers.
 *
 * <p>Where a callback lingers, {@link SelectorWatch} has another thread go on with the selector; this one then only
 * finishes the callback. Thread-safe.
 */
final class TakeoverStrategy extends AbstractIOStrategy {
    private static final Logger LOG = Grizzly.logger(TakeoverStrategy.class);
    private static final WorkerThreadIOStrategy WORKERS = WorkerThreadIOStrategy.getInstance();

    private final SelectorWatch watch;
    private final GatheredWrites gathered;
    private final Acceptor acceptor;

    TakeoverStrategy(SelectorWatch watch, GatheredWrites gathered, Acceptor acceptor) {
        this.watch = watch;
        this.gathered = gathered;
        this.acceptor = acceptor;
    }

    @Override
    @SuppressWarnings("rawtypes") // as Grizzly declares them
    public boolean executeIoEvent(Connection connection, IOEvent event, boolean enabled) throws IOException {
        if (event == IOEvent.SERVER_ACCEPT) {
            acceptor.accept(connection);
            return true;
        }
        WebSocketChannel channel = event == IOEvent.READ ? WebSocketChannel.of(connection) : null;
        if (channel == null || !enabled) {
            return WORKERS.executeIoEvent(connection, event, enabled);
        }
        if (!channel.beginReading()) {
            // A thread that lost its selector still runs a callback of this connection; it goes on with the reading.
            connection.disableIOEvent(IOEvent.READ);
            return true;
        }
        SelectorTurn turn = watch.turn(((NIOConnection) connection).getSelectorRunner());
        if (turn == null) {
            channel.endReading();
            return WORKERS.executeIoEvent(connection, event, true);
        }
        gathered.onThread(turn);
        long callback = watch.begin(turn);
        try {
            fireIOEvent(connection, event, null, LOG);
        } catch (Error e) {
            // Thrown on, it would leave a thread that lost its selector in the belief that it still has it.
            Uncaught.report(e);
            connection.closeSilently();
        }
        if (channel.endReading()) {
            connection.enableIOEvent(IOEvent.READ);
        }
        return watch.end(turn, callback);
    }
}
