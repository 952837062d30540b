package io.tideway.ws.bench.measure;

import io.tideway.ws.bench.load.Crowd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Is broadcasts at a pace to the members of a room, of which each arrival is timed. */
final class LiveTraffic implements AutoCloseable {
    private static final int MEMBERS = 100;
    private static final int PER_SECOND = 100;
    private static final int BYTES = 128;

    private final Crowd sender;
    private final Crowd members;
    private long[] nanos = new long[0];
    private int arrived;

    /** Joins the room of a server. */
    LiveTraffic(ServerProcess server) throws IOException {
        sender = new Crowd(server.port(), 1);
        members = Crowd.listening(server.port(), MEMBERS, this::arrived);
    }

    private void arrived(long sentAt) {
        if (sentAt > 0 && arrived < nanos.length) {
            nanos[arrived] = System.nanoTime() - sentAt;
            arrived++;
        }
    }

    /** Broadcasts for so long, while something else happens; returns the time below which 99 % have arrived. */
    double p99Millis(Duration howLong, Disturbance disturbance) throws IOException {
        nanos = new long[(int) (howLong.toSeconds() + 1) * PER_SECOND * MEMBERS];
        arrived = 0;
        long end = System.nanoTime() + howLong.toNanos();
        CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> send(end));
        CompletableFuture<Void> disturbing = CompletableFuture.runAsync(() -> disturb(disturbance));
        members.receiveUntil(end);
        sending.join();
        disturbing.join();
        members.receiveUntil(System.nanoTime() + TimeUnit.SECONDS.toNanos(1)); // what was sent last
        long[] sorted = Arrays.copyOf(nanos, arrived);
        Arrays.sort(sorted);
        return sorted[(int) (sorted.length * 0.99)] / 1e6;
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

    private static void disturb(Disturbance disturbance) {
        try {
            disturbance.run();
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
        /** Nothing happens. */
        Disturbance NONE = () -> {};

        /** Does it. */
        void run() throws IOException;
    }
}
