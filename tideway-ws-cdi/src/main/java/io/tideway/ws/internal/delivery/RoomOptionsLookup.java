package io.tideway.ws.internal.delivery;

import io.tideway.ws.RoomOptions;
import io.tideway.ws.RoomPolicy;
import io.tideway.ws.internal.messages.SafeLog;
import io.tideway.ws.internal.registry.Names;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Asks the application's policy, whatever it throws; thread-safe. */
public final class RoomOptionsLookup {
    private final RoomPolicy policy;
    private final BiConsumer<Throwable, Supplier<SafeLog.Entry>> failed;

    /**
     * Asks a policy.
     *
     * @param failed logs what the policy throws, which a client may cause with the name of each room
     */
    public RoomOptionsLookup(RoomPolicy policy, BiConsumer<Throwable, Supplier<SafeLog.Entry>> failed) {
        this.policy = policy;
        this.failed = failed;
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
            fail(room, new NullPointerException("optionsOf returned null"));
        } catch (Exception | LinkageError | StackOverflowError e) {
            fail(room, e);
        }
        return RoomOptions.none();
    }

    private void fail(String room, Throwable cause) {
        failed.accept(cause, () -> DeliveryMessages.policyFailed(room, cause));
    }
}
