package io.tideway.ws;

import java.util.Objects;

/**
 * Says which publications of a room's log to read.
 *
 * <pre>{@code
 * HistoryQuery missed = HistoryQuery.since(position).limit(100);
 * HistoryQuery latest = HistoryQuery.latest().limit(20);
 * }</pre>
 *
 * <p>{@link #since} reads forwards, {@link #before} and {@link #latest} backwards, newest first. Immutable.
 */
public final class HistoryQuery {
    private static final int DEFAULT_LIMIT = 100;

    /** Says in which order publications are read. */
    public enum Direction {
        /** Oldest first, from the one after the position. */
        FORWARDS,
        /** Newest first, from the one before the position. */
        BACKWARDS
    }

    private final RoomPosition from;
    private final Direction direction;
    private final int limit;

    private HistoryQuery(RoomPosition from, Direction direction, int limit) {
        this.from = from;
        this.direction = direction;
        this.limit = limit;
    }

    /**
     * Reads what follows a position, oldest first.
     *
     * @param position the position; {@link RoomPosition#NONE} reads from the oldest publication
     * @return the query, with a limit of 100
     * @throws NullPointerException if the position is null
     */
    public static HistoryQuery since(RoomPosition position) {
        return new HistoryQuery(
                Objects.requireNonNull(position, "position must not be null"), Direction.FORWARDS, DEFAULT_LIMIT);
    }

    /**
     * Reads what precedes the publication at a position, newest first.
     *
     * @param position the position; {@link RoomPosition#NONE} reads from the newest publication
     * @return the query, with a limit of 100
     * @throws NullPointerException if the position is null
     */
    public static HistoryQuery before(RoomPosition position) {
        return new HistoryQuery(
                Objects.requireNonNull(position, "position must not be null"), Direction.BACKWARDS, DEFAULT_LIMIT);
    }

    /**
     * Reads from the newest publication backwards.
     *
     * @return the query, with a limit of 100
     */
    public static HistoryQuery latest() {
        return before(RoomPosition.NONE);
    }

    /**
     * Limits how many publications are read.
     *
     * @param most the most publications, 0 or more; 0 reads the current position alone
     * @return the query with this limit
     * @throws IllegalArgumentException if it is negative
     */
    public HistoryQuery limit(int most) {
        if (most < 0) {
            throw new IllegalArgumentException("limit must not be negative, but was " + most);
        }
        return new HistoryQuery(from, direction, most);
    }

    /**
     * Returns where reading begins.
     *
     * @return the position, which is not read itself; {@link RoomPosition#NONE} if reading begins at the oldest
     *     publication forwards, or at the newest backwards
     */
    public RoomPosition from() {
        return from;
    }

    /**
     * Returns the order of reading.
     *
     * @return forwards or backwards
     */
    public Direction direction() {
        return direction;
    }

    /**
     * Returns the most publications that are read.
     *
     * @return 0 or more
     */
    public int limit() {
        return limit;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HistoryQuery query
                && from.equals(query.from)
                && direction == query.direction
                && limit == query.limit;
    }

    @Override
    public int hashCode() {
        return Objects.hash(from, direction, limit);
    }

    @Override
    public String toString() {
        return limit + " " + direction + " from " + from;
    }
}
