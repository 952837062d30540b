package io.tideway.ws.internal.centrifuge;

import io.tideway.ws.RoomPosition;

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

    /** Returns the position in a room whose log has this epoch now. */
    RoomPosition in(String currentEpoch) {
        String named = epoch.isEmpty() ? currentEpoch : epoch;
        try {
            return new RoomPosition(named, offset);
        } catch (IllegalArgumentException notOurs) {
            return new RoomPosition(UNKNOWN, offset);
        }
    }
}
