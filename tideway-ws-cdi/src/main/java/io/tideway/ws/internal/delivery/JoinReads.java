package io.tideway.ws.internal.delivery;

import io.tideway.ws.HistoryQuery;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.spi.LogEntry;
import io.tideway.ws.spi.LogPage;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Reads the log of one room for the connections that join it with a position. While a read is under way, those that
 * come wait for the next one, which is then for all of them; thread-safe.
 *
 * <p>So each read begins after the joins that it is for, as if each had made its own: what was published before a join
 * is in what it reads.
 */
final class JoinReads {
    private final LoggedRoom room;
    private final Map<String, Next> next = new HashMap<>(); // by the epoch of a read under way; guarded by this

    /** Holds who waits for the next read of one epoch, by their positions; guarded by the enclosing object. */
    private static final class Next {
        private final Map<RoomPosition, CompletableFuture<LogPage>> waiting = new HashMap<>();

        CompletableFuture<LogPage> since(RoomPosition from) {
            return waiting.computeIfAbsent(from, position -> new CompletableFuture<>());
        }
    }

    JoinReads(LoggedRoom room) {
        this.room = room;
    }

    /** Reads everything after a position; only where the log ends, if it is that of a client without one. */
    CompletableFuture<LogPage> since(RoomPosition from) {
        synchronized (this) {
            Next shared = next.get(from.epoch());
            if (shared != null) {
                return shared.since(from);
            }
        }
        CompletableFuture<LogPage> read = read(from);
        if (!read.isDone() && begins(from.epoch())) {
            var unused = read.whenComplete((page, failure) -> ended(from.epoch()));
        }
        return read;
    }

    /** Notes a read under way; false if another thread has begun one meanwhile, which the next one follows. */
    private synchronized boolean begins(String epoch) {
        return next.putIfAbsent(epoch, new Next()) == null;
    }

    private void ended(String epoch) {
        Map<RoomPosition, CompletableFuture<LogPage>> joins = joinsOfNext(epoch);
        if (!joins.isEmpty()) {
            RoomPosition earliest = joins.keySet().stream()
                    .min(Comparator.comparingLong(RoomPosition::offset))
                    .orElseThrow();
            var unused = read(earliest).whenComplete((page, failure) -> {
                ended(epoch);
                joins.forEach((from, join) -> complete(join, from, page, failure));
            });
        }
    }

    /** Takes the joins that the next read is for. Without any, no read is under way from now on. */
    private synchronized Map<RoomPosition, CompletableFuture<LogPage>> joinsOfNext(String epoch) {
        Next ended = next.remove(epoch);
        if (ended == null || ended.waiting.isEmpty()) {
            return Map.of();
        }
        next.put(epoch, new Next());
        return ended.waiting;
    }

    private CompletableFuture<LogPage> read(RoomPosition from) {
        HistoryQuery query = from.equals(RoomPosition.NONE)
                ? HistoryQuery.latest().limit(0)
                : HistoryQuery.since(from).limit(room.retention.size());
        try {
            return room.context.broker().read(room.name, query, room.retention).toCompletableFuture();
        } catch (Throwable e) {
            return CompletableFuture.failedFuture(e); // those that wait for the next read are to learn of it
        }
    }

    private static void complete(
            CompletableFuture<LogPage> join, RoomPosition from, @Nullable LogPage page, @Nullable Throwable failure) {
        try {
            if (page != null) {
                join.complete(after(from, page));
            } else {
                join.completeExceptionally(failure == null ? new IllegalStateException() : failure);
            }
        } catch (Throwable e) {
            join.completeExceptionally(e); // or the others would wait forever
        }
    }

    /** Returns the part of a page that a read from a later position would have had. */
    private static LogPage after(RoomPosition from, LogPage page) {
        List<LogEntry> entries = page.entries();
        if (entries.isEmpty() || entries.get(0).offset() > from.offset()) {
            return page;
        }
        // The offsets of a page follow each other, so the position tells how many entries it has.
        long seen = from.offset() - entries.get(0).offset() + 1;
        int first = (int) Math.min(seen, entries.size());
        return new LogPage(page.position(), entries.subList(first, entries.size()));
    }
}
