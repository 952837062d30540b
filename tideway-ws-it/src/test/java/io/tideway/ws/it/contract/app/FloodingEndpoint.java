package io.tideway.ws.it.contract.app;

import io.tideway.ws.Connection;
import io.tideway.ws.Dispatch;
import io.tideway.ws.Message;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import jakarta.inject.Inject;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Sends until nothing more is sent for a second, and records how many bytes count as sent then. */
@WebSocketEndpoint(value = "/flooding", dispatch = Dispatch.MANAGED, sendTimeout = "1m")
public class FloodingEndpoint implements WebSocketHandler {
    private static final int SIZE = 10_000;
    static final int MOST_WAITING = 20;
    private static final long MOST_BYTES = 64_000_000;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

    @Inject
    Journal journal;

    @Override
    public void onMessage(Connection connection, Message message) {
        journal.note(connection, String.valueOf(flood(connection)));
    }

    /** Returns how many bytes count as sent once nothing more is sent. */
    static long flood(Connection connection) {
        long accepted = 0;
        while (accepted < MOST_BYTES && hasRoom(connection)) {
            connection.sendBinary(new byte[SIZE]);
            accepted += SIZE;
        }
        return accepted - connection.queuedBytes();
    }

    private static boolean hasRoom(Connection connection) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (connection.queuedMessages() >= MOST_WAITING) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        return true;
    }
}
