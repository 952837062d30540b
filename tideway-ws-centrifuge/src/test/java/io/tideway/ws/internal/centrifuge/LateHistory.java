package io.tideway.ws.internal.centrifuge;

import io.tideway.ws.realtime.RealtimeHandler;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Marks handlers whose histories are read late, as those of a broker in another process, and whose clock stands still.
 */
interface LateHistory extends RealtimeHandler {
    /** What the clock shows. */
    Instant NOW = Instant.parse("2020-01-01T00:00:00Z");

    /** Holds back the histories of all these handlers. */
    final class Gate {
        private static volatile CompletableFuture<Void> open = CompletableFuture.completedFuture(null);

        private Gate() {}

        static void close() {
            open = new CompletableFuture<>();
        }

        static void fail(Throwable failure) {
            open.completeExceptionally(failure);
        }

        static void open() {
            open.complete(null);
        }

        static CompletionStage<Void> opened() {
            return open;
        }
    }
}
