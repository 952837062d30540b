package io.tideway.ws.bench.measure;

import io.tideway.ws.bench.measure.Chart.Line;
import io.tideway.ws.bench.measure.Chart.Point;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Measures how costs grow, over real sockets with connections and sizes, and in memory with rooms and members; draws
 * charts.
 */
public final class Growth {
    private static final int[] CONNECTIONS = {100, 300, 1000, 3000, 8000, 15_000};
    private static final int[] SIZES = {16, 128, 1024, 8192, 65_536};
    private static final int[] ROOMS = {1, 10, 100, 1000, 10_000, 100_000};
    private static final int[] MEMBERS = {10, 100, 1000, 10_000, 100_000};
    private static final long DELIVERIES = 1_000_000;

    /** Several times the window of the sender, so that what counts is the flow and not its beginning. */
    private static final int FEWEST_EACH = 300;

    private static final long BYTES = 256L * 1024 * 1024;

    private Growth() {}

    /**
     * Runs it, prints each figure, and writes four charts.
     *
     * @param arguments the directory of the charts
     * @throws IOException if a server does not do its part, or the charts cannot be written
     */
    public static void run(List<String> arguments) throws IOException {
        Path directory = Path.of(arguments.isEmpty() ? "." : arguments.get(0));
        List<Sample> tyrus = byConnections("tyrus");
        List<Sample> undertow = byConnections("undertow");
        chart("Messages of 128 bytes, by connections", "connections", "messages/s")
                .with(line("Tyrus", CONNECTIONS, tyrus, Sample::perSecond))
                .with(line("Undertow", CONNECTIONS, undertow, Sample::perSecond))
                .write(directory.resolve("by-connections.svg"));
        List<Sample> tyrusBySize = bySize("tyrus");
        List<Sample> undertowBySize = bySize("undertow");
        chart("Messages to 1,000 connections, by size", "bytes", "messages/s")
                .with(line("Tyrus", SIZES, tyrusBySize, Sample::perSecond))
                .with(line("Undertow", SIZES, undertowBySize, Sample::perSecond))
                .write(directory.resolve("by-size.svg"));
        chart("A broadcast to one room of 10 members, by rooms", "rooms", "us")
                .with(inMemory("caller's time", ROOMS, InMemory::microsByRooms))
                .write(directory.resolve("by-rooms.svg"));
        chart("A broadcast, by members of the room", "members", "us")
                .with(inMemory("caller's time", MEMBERS, InMemory::microsByMembers))
                .write(directory.resolve("by-members.svg"));
    }

    private static List<Sample> byConnections(String server) throws IOException {
        List<Sample> samples = new ArrayList<>();
        for (int connections : CONNECTIONS) {
            int count = (int) Math.max(FEWEST_EACH, DELIVERIES / connections);
            samples.add(print(server, connections, 128, Sample.of(connections, count, 128, server)));
        }
        return samples;
    }

    private static List<Sample> bySize(String server) throws IOException {
        List<Sample> samples = new ArrayList<>();
        for (int size : SIZES) {
            int count = (int) Math.max(10, Math.min(DELIVERIES, BYTES / size) / 1000);
            samples.add(print(server, 1000, size, Sample.of(1000, count, size, server)));
        }
        return samples;
    }

    private static Sample print(String server, int connections, int size, Sample sample) {
        System.out.printf(
                Locale.ROOT,
                "%-8s %,6d connections %,6d bytes %,12.0f messages/s %8.2f us of processor time each%n",
                server,
                connections,
                size,
                sample.perSecond(),
                sample.cpuMicros());
        return sample;
    }

    private static Chart chart(String title, String xAxis, String yAxis) {
        return new Chart(title, xAxis, yAxis);
    }

    private static Line line(String name, int[] xs, List<Sample> samples, ToDoubleFunction<Sample> y) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < xs.length; i++) {
            points.add(new Point(xs[i], y.applyAsDouble(samples.get(i))));
        }
        return new Line(name, points);
    }

    private static Line inMemory(String name, int[] xs, java.util.function.IntToDoubleFunction measure) {
        List<Point> points = new ArrayList<>();
        for (int x : xs) {
            double micros = measure.applyAsDouble(x);
            System.out.printf(Locale.ROOT, "%s at %,d: %.3f us%n", name, x, micros);
            points.add(new Point(x, micros));
        }
        return new Line(name, points);
    }
}
