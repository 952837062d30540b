package io.tideway.ws.internal.centrifuge;

import io.tideway.ws.HistoryQuery;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.spi.ProtocolEndpoint;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Is a position as a client presents it: without an epoch it is one of the current epoch.
 *
 * @param epoch the epoch, perhaps empty
 * @param offset 0 or more
 */
record Position(String epoch, long offset) {
    /** Is in no log, since logs have longer epochs. */
    private static final String UNKNOWN = "-";

    /**
     * Checks the offset.
     *
     * @throws MalformedFrame if it is negative
     */
    Position {
        if (offset < 0) {
            throw new MalformedFrame("a negative offset");
        }
    }

    static final Position NONE = new Position("", 0);

    /** Returns the position in a room with a log, which is asked for its epoch where that is needed. */
    CompletionStage<RoomPosition> in(String room, ProtocolEndpoint endpoint) {
        return epoch.isEmpty() && offset > 0
                ? endpoint.history(room, HistoryQuery.latest().limit(0))
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
