package io.tideway.ws.bench.measure;

import io.tideway.ws.bench.load.Crowd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** Broadcasts at a pace to the members of a room, and times each arrival. */
final class LiveTraffic implements AutoCloseable {
    private static final int MEMBERS = 100;
    private static final int PER_SECOND = 100;
    private static final int BYTES = 128;

    /** What happens counts for so long, however soon it is over. */
    private static final Duration MEANWHILE = Duration.ofSeconds(2);

    private final Crowd sender;
    private final Crowd members;
    private long[] sent = new long[0]; // the times of what has arrived
    private long[] nanos = new long[0]; // how long it took
    private int arrived;

    /** Joins the room of a server. */
    LiveTraffic(ServerProcess server) throws IOException {
        sender = new Crowd(server.port(), 1);
        members = Crowd.listening(server.port(), MEMBERS, this::arrived);
    }

    private void arrived(long sentAt) {
        if (sentAt > 0 && arrived < nanos.length) {
            sent[arrived] = sentAt;
            nanos[arrived] = System.nanoTime() - sentAt;
            arrived++;
        }
    }

    /** Broadcasts for so long; returns the time below which 99 % of what was sent have arrived. */
    double p99Millis(Duration howLong) throws IOException {
        return p99Millis(howLong, () -> System.nanoTime() + howLong.toNanos());
    }

    /**
     * Broadcasts for so long, while something else happens at the beginning; returns the time below which 99 % of what
     * was sent meanwhile have arrived, and at least in the first two seconds.
     */
    double p99Millis(Duration howLong, Disturbance disturbance) throws IOException {
        sent = new long[(int) (howLong.toSeconds() + 1) * PER_SECOND * MEMBERS];
        nanos = new long[sent.length];
        arrived = 0;
        long begin = System.nanoTime();
        long end = begin + howLong.toNanos();
        CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> send(end));
        CompletableFuture<Long> disturbing = CompletableFuture.supplyAsync(() -> disturb(disturbance));
        members.receiveUntil(end);
        sending.join();
        long until = Math.max(disturbing.join(), begin + MEANWHILE.toNanos());
        members.receiveUntil(System.nanoTime() + TimeUnit.SECONDS.toNanos(1)); // what was sent last
        long[] meanwhile = IntStream.range(0, arrived)
                .filter(i -> sent[i] - begin >= 0 && sent[i] - until < 0)
                .mapToLong(i -> nanos[i])
                .sorted()
                .toArray();
        return meanwhile[(int) (meanwhile.length * 0.99)] / 1e6;
    }

    private void send(long end) {
        try {
            for (long due = System.nanoTime(); due - end < 0; due += TimeUnit.SECONDS.toNanos(1) / PER_SECOND) {
                LockSupport.parkNanos(due - System.nanoTime());
                sender.say("B 1 " + BYTES);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long disturb(Disturbance disturbance) {
        try {
            return disturbance.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        sender.close();
        members.close();
    }

    /** Does something to the servers while the traffic goes on. */
    @FunctionalInterface
    interface Disturbance {
        /** Does it; returns the time when it was over, of {@link System#nanoTime}. */
        long run() throws IOException;
    }
}
