package io.tideway.ws.bench.jmh;

import static io.tideway.ws.Target.room;

import io.tideway.ws.Audience;
import io.tideway.ws.BroadcastResult;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Measures what one broadcast takes of its caller's time: the lanes have it, and others write it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 2, jvmArgs = "-Xmx2g")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class BroadcastBenchmark {
    private static final String TEXT = "x".repeat(128);
    private static final Map<String, Object> EVENT =
            Map.of("type", "message", "from", "ann", "text", "x".repeat(80), "at", 1_700_000_000L);

    /** How many members the room has. */
    @Param({"10", "100", "1000"})
    public int members;

    @SuppressWarnings("NullAway.Init") // by setUp
    private Crowd crowd;

    @SuppressWarnings("NullAway.Init") // by setUp
    private Audience everyone;

    @SuppressWarnings("NullAway.Init") // by setUp
    private Audience others;

    /** Fills the room. */
    @Setup
    public void setUp() {
        crowd = new Crowd(members);
        everyone = crowd.manager().to(room(Crowd.ROOM));
        others = everyone.except(crowd.connections().get(members / 2));
    }

    /** Lets the flushers go. */
    @TearDown
    public void tearDown() {
        crowd.close();
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

    /** Broadcasts a text to a room but for one connection. */
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
