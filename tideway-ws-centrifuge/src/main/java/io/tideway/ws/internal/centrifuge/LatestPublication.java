package io.tideway.ws.internal.centrifuge;

import io.tideway.ws.HistoryQuery;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.spi.ProtocolEndpoint;
import io.tideway.ws.spi.RoomHistory;
import io.tideway.ws.spi.RoomMessage;
import io.tideway.ws.spi.RoomRecovery;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Recovers the latest publication of a room alone. */
final class LatestPublication {
    private LatestPublication() {}

    /** Returns the position before the latest publication of a room; the end of its log if that is empty. */
    static CompletionStage<RoomPosition> before(String room, ProtocolEndpoint endpoint) {
        return endpoint.history(room, HistoryQuery.latest().limit(1), 0).thenApply(LatestPublication::before);
    }

    private static RoomPosition before(RoomHistory history) {
        if (history.messages().isEmpty()) {
            return history.position();
        }
        RoomPosition latest = history.messages().get(0).position();
        return new RoomPosition(latest.epoch(), latest.offset() - 1);
    }

    /**
     * Returns what a client is sent.
     *
     * @param found what came after the position before
     * @param seen what the client has seen; without an epoch it says too little
     */
    static RoomRecovery of(RoomRecovery found, Optional<Position> seen) {
        RoomPosition end = found.position();
        boolean hasSeen = seen.filter(position -> position.offset() > 0
                        && position.offset() == end.offset()
                        && position.epoch().equals(end.epoch()))
                .isPresent();
        List<RoomMessage> missed = found.missed();
        if (hasSeen) {
            return new RoomRecovery(true, end, List.of(), found.bytesRead());
        }
        return missed.isEmpty()
                ? new RoomRecovery(false, end, List.of(), found.bytesRead())
                : new RoomRecovery(true, end, missed.subList(missed.size() - 1, missed.size()), found.bytesRead());
    }
}
