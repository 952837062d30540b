package io.tideway.ws.bench.jmh;

import static io.tideway.ws.Target.room;

import io.tideway.ws.Audience;
import io.tideway.ws.BroadcastResult;
import io.tideway.ws.RoomOptions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures what one broadcast takes of its caller's time.
 *
 * <p>What is broadcast is written between the calls, or by flushers meanwhile. These have nothing to wait for here, so
 * they and the caller want the same queues, and the same processors, far more often than with a network to write to.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 2, jvmArgs = "-Xmx2g")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class BroadcastBenchmark {
    /** When what was broadcast is written. */
    public enum Writing {
        /** Between two calls, by the caller's thread, whose time is not counted then. */
        BETWEEN,
        /** By two flushers at the same time. */
        MEANWHILE
    }

    private static final String TEXT = "x".repeat(128);
    private static final Map<String, Object> EVENT =
            Map.of("type", "message", "from", "ann", "text", "x".repeat(80), "at", 1_700_000_000L);

    /** How many members the room has. */
    @Param({"10", "100", "1000"})
    public int members;

    /** When what was broadcast is written. */
    @Param({"BETWEEN", "MEANWHILE"})
    @SuppressWarnings("NullAway.Init") // by JMH
    public Writing writing;

    private final Queue<Runnable> writes = new ArrayDeque<>();

    @SuppressWarnings("NullAway.Init") // by setUp
    private ExecutorService flushers;

    @SuppressWarnings("NullAway.Init") // by setUp
    private CrowdedNode crowd;

    @SuppressWarnings("NullAway.Init") // by setUp
    private Audience everyone;

    @SuppressWarnings("NullAway.Init") // by setUp
    private Audience others;

    @SuppressWarnings("NullAway.Init") // by setUp
    private CrowdedNode loggingCrowd;

    @SuppressWarnings("NullAway.Init") // by setUp
    private Audience logged;

    /** Fills the room. */
    @Setup
    public void setUp() {
        flushers = Executors.newFixedThreadPool(CrowdedNode.FLUSHERS);
        Executor writers = writing == Writing.BETWEEN ? writes::add : flushers;
        crowd = new CrowdedNode(members, writers);
        loggingCrowd = new CrowdedNode(members, writers, RoomOptions.none().history(100, Duration.ofMinutes(5)));
        logged = loggingCrowd.manager().to(room(CrowdedNode.ROOM));
        everyone = crowd.manager().to(room(CrowdedNode.ROOM));
        others = everyone.except(crowd.connections().get(members / 2));
    }

    /** Writes what the last call broadcast. */
    @Setup(Level.Invocation)
    public void writeWaiting() {
        for (Runnable write = writes.poll(); write != null; write = writes.poll()) {
            write.run();
        }
    }

    /** Stops the flushers. */
    @TearDown
    public void tearDown() {
        flushers.shutdown();
        crowd.close();
        loggingCrowd.close();
    }

    /** Broadcasts a text to all connections. */
    @Benchmark
    public BroadcastResult textToAll() {
        return crowd.manager().broadcastText(TEXT);
    }

    /** Broadcasts a text to a room. */
    @Benchmark
    public BroadcastResult textToRoom() {
        return everyone.broadcastText(TEXT);
    }

    /** Broadcasts a text to a room with a log. */
    @Benchmark
    public BroadcastResult textToLoggedRoom() {
        return logged.broadcastText(TEXT);
    }

    /** Broadcasts a text to a room except one connection. */
    @Benchmark
    public BroadcastResult textToRoomExceptOne() {
        return others.broadcastText(TEXT);
    }

    /** Broadcasts a small JSON object to a room. */
    @Benchmark
    public BroadcastResult jsonToRoom() {
        return everyone.broadcastJson(EVENT);
    }
}
