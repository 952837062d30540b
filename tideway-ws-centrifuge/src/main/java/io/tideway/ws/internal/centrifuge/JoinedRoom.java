package io.tideway.ws.internal.centrifuge;

import io.tideway.ws.spi.RoomRecovery;
import java.util.List;
import java.util.Optional;

/**
 * Holds what the answer to connect says of one room.
 *
 * @param recovery where the room's log ends and what was missed; empty for a room without a log
 * @param since what the client has seen of it, if it says so
 */
record JoinedRoom(Optional<RoomRecovery> recovery, Optional<Position> since) {

    void write(FieldWriter fields) {
        recovery.ifPresent(found -> RoomReplies.write(
                fields, found, since.isPresent(), since.map(Position::offset).orElse(0L)));
    }

    /** Returns how many bytes what was missed has in the log. */
    long missedBytes() {
        return recovery.stream()
                .flatMap(found -> found.missed().stream())
                .mapToLong(FrameSize::of)
                .sum();
    }

    /** Returns the same without what was missed, which the client is told not to have recovered. */
    JoinedRoom unrecovered() {
        return new JoinedRoom(
                recovery.map(found -> new RoomRecovery(false, found.position(), List.of(), found.bytesRead())), since);
    }
}
