package io.tideway.ws;

/**
 * Says which rooms remember what; a CDI bean of the application, at most one.
 *
 * <pre>{@code
 * @ApplicationScoped
 * class BoardRooms implements RoomPolicy {
 *     @Override
 *     public RoomOptions optionsOf(String room) {
 *         return room.startsWith("board:")
 *                 ? RoomOptions.none().history(100, Duration.ofMinutes(5)).presence()
 *                 : RoomOptions.none();
 *     }
 * }
 * }</pre>
 *
 * <p>Without such a bean, every room has the configured options ({@code tideway.ws.rooms.*}), which are none by
 * default. All nodes of a cluster must agree. Thread-safe.
 */
@FunctionalInterface
public interface RoomPolicy {

    /**
     * Returns the options of a room.
     *
     * <p>Called once while the room is in use, on the thread that first uses it, and not for each message. That thread
     * may be the one that delivers what other nodes publish, so the method must not block. If it throws or returns
     * null, that is logged, and the room remembers nothing.
     *
     * @param room the room's name
     * @return the same options for the same name, always
     */
    RoomOptions optionsOf(String room);
}
