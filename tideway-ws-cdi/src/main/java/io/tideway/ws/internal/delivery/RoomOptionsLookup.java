package io.tideway.ws.internal.delivery;

import io.tideway.ws.RoomOptions;
import io.tideway.ws.RoomPolicy;
import io.tideway.ws.internal.registry.Names;

/** Asks the application's policy, whatever it throws; thread-safe. */
public final class RoomOptionsLookup {
    private final RoomPolicy policy;

    /** Asks a policy. */
    public RoomOptionsLookup(RoomPolicy policy) {
        this.policy = policy;
    }

    /** Returns the options of a room; none for a name that no room can have. */
    RoomOptions optionsOf(String room) {
        if (!Names.isRoom(room, Names.LONGEST)) {
            return RoomOptions.none();
        }
        try {
            RoomOptions options = policy.optionsOf(room);
            if (options != null) {
                return options;
            }
            DeliveryMessages.policyFailed(room, new NullPointerException("optionsOf returned null"));
        } catch (Exception | LinkageError | StackOverflowError e) {
            DeliveryMessages.policyFailed(room, e);
        }
        return RoomOptions.none();
    }
}
