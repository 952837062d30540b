package io.tideway.ws.internal.centrifuge;

import io.tideway.ws.HistoryQuery;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.spi.ProtocolEndpoint;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Holds a position as a client presents it: without an epoch it is one of the current epoch.
 *
 * @param epoch the epoch, perhaps empty
 * @param offset an unsigned number; 2<sup>63</sup> and more, which no log reaches, become the one below
 */
record Position(String epoch, long offset) {
    /** Is in no log, since logs have longer epochs. */
    private static final String UNKNOWN = "-";

    /** Brings the offset into the range of Java's signed numbers, in which positions are compared. */
    Position {
        offset = offset < 0 ? Long.MAX_VALUE : offset;
    }

    /**
     * Returns the position in a room with a log, which is asked for its epoch where that is needed; for a client
     * without a position that of one that has seen nothing, and recovers nothing.
     */
    static CompletionStage<RoomPosition> in(Optional<Position> since, String room, ProtocolEndpoint endpoint) {
        return since.map(position -> position.in(room, endpoint))
                .orElseGet(() -> CompletableFuture.completedStage(RoomPosition.NONE));
    }

    private CompletionStage<RoomPosition> in(String room, ProtocolEndpoint endpoint) {
        return epoch.isEmpty()
                ? endpoint.history(room, HistoryQuery.latest().limit(0), 0)
                        .thenApply(history -> in(history.position().epoch()))
                : CompletableFuture.completedStage(in(""));
    }

    /** Returns the position in a room whose log has this epoch now. */
    private RoomPosition in(String currentEpoch) {
        String named = epoch.isEmpty() ? currentEpoch : epoch;
        try {
            return new RoomPosition(named, offset);
        } catch (IllegalArgumentException notOurs) {
            return new RoomPosition(UNKNOWN, offset);
        }
    }
}
