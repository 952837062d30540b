package io.tideway.ws;

import java.time.Duration;
import java.util.Objects;

/**
 * Says what a room remembers: a log of its latest publications, who is in it, or nothing.
 *
 * <pre>{@code
 * RoomOptions board = RoomOptions.none().history(100, Duration.ofMinutes(5)).presence().joinLeave();
 * }</pre>
 *
 * <p>Immutable: each method without a {@code has} returns new options.
 */
public final class RoomOptions {
    /** The most publications that a log may keep. */
    public static final int MAX_HISTORY_SIZE = 1_000_000;

    private static final Duration LEAST_AGE = Duration.ofSeconds(1);
    private static final Duration MOST_AGE = Duration.ofDays(365);
    private static final RoomOptions NONE = new RoomOptions(0, Duration.ZERO, false, false);

    private final int historySize;
    private final Duration historyAge;
    private final boolean presence;
    private final boolean joinLeave;

    private RoomOptions(int historySize, Duration historyAge, boolean presence, boolean joinLeave) {
        this.historySize = historySize;
        this.historyAge = historyAge;
        this.presence = presence;
        this.joinLeave = joinLeave;
    }

    /**
     * Returns the options of a room that remembers nothing.
     *
     * @return the options
     */
    public static RoomOptions none() {
        return NONE;
    }

    /**
     * Keeps a log of what is broadcast to the whole room.
     *
     * <p>The log outlives its last member, and its last publication, by the age, and then vanishes; a later log has
     * another epoch.
     *
     * @param size how many of the latest publications are kept, 1 to {@link #MAX_HISTORY_SIZE}
     * @param age how long a publication is kept at most, one second to 365 days
     * @return the options with a log
     * @throws IllegalArgumentException if the size or the age is out of its bounds
     * @throws NullPointerException if the age is null
     */
    public RoomOptions history(int size, Duration age) {
        Objects.requireNonNull(age, "age must not be null");
        if (size < 1 || size > MAX_HISTORY_SIZE) {
            throw new IllegalArgumentException("size must be 1 to " + MAX_HISTORY_SIZE + ", but was " + size);
        }
        if (age.compareTo(LEAST_AGE) < 0 || age.compareTo(MOST_AGE) > 0) {
            throw new IllegalArgumentException("age must be one second to 365 days, but was " + age);
        }
        return new RoomOptions(size, age, presence, joinLeave);
    }

    /**
     * Keeps a list of who is in the room, on all nodes; see {@link Room#presence()}.
     *
     * @return the options with presence
     */
    public RoomOptions presence() {
        return new RoomOptions(historySize, historyAge, true, joinLeave);
    }

    /**
     * Tells every node with members when a connection joins or leaves; see {@link MemberJoined} and {@link MemberLeft}.
     *
     * @return the options with joins and leaves
     */
    public RoomOptions joinLeave() {
        return new RoomOptions(historySize, historyAge, presence, true);
    }

    /**
     * Tells whether the room keeps a log.
     *
     * @return true after {@link #history}
     */
    public boolean hasHistory() {
        return historySize > 0;
    }

    /**
     * Returns how many publications the log keeps.
     *
     * @return at least 1; 0 without a log
     */
    public int historySize() {
        return historySize;
    }

    /**
     * Returns how long the log keeps a publication.
     *
     * @return at least one second; zero without a log
     */
    public Duration historyAge() {
        return historyAge;
    }

    /**
     * Tells whether the room keeps a list of its members.
     *
     * @return true after {@link #presence()}
     */
    public boolean hasPresence() {
        return presence;
    }

    /**
     * Tells whether joins and leaves are told to all nodes.
     *
     * @return true after {@link #joinLeave()}
     */
    public boolean hasJoinLeave() {
        return joinLeave;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RoomOptions options
                && historySize == options.historySize
                && historyAge.equals(options.historyAge)
                && presence == options.presence
                && joinLeave == options.joinLeave;
    }

    @Override
    public int hashCode() {
        return Objects.hash(historySize, historyAge, presence, joinLeave);
    }

    @Override
    public String toString() {
        return "RoomOptions[historySize=" + historySize + ", historyAge=" + historyAge + ", presence=" + presence
                + ", joinLeave=" + joinLeave + "]";
    }
}
