package io.tideway.ws.bench.jmh;

import io.tideway.ws.Connection;
import io.tideway.ws.internal.connection.LiveConnection;
import java.util.Collection;
import java.util.Optional;
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

/** Measures what one member costs, among few and among many. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 2, jvmArgs = "-Xmx3g")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RegistryBenchmark {

    /** How many members the room has, and connections the node. */
    @Param({"100", "1000", "10000", "100000"})
    public int members;

    @SuppressWarnings("NullAway.Init") // by setUp
    private CrowdedNode crowd;

    @SuppressWarnings("NullAway.Init") // by setUp
    private LiveConnection visitor;

    private String user = "";
    private String id = "";

    /** Fills the room. */
    @Setup
    public void setUp() {
        crowd = new CrowdedNode(members, Runnable::run);
        visitor = crowd.connect();
        user = "user-" + members / 2;
        id = crowd.connections().get(members / 2).id();
    }

    /** Lets the crowd go. */
    @TearDown
    public void tearDown() {
        crowd.close();
    }

    /** Joins the room and leaves it again. */
    @Benchmark
    public boolean joinAndLeave() {
        return visitor.joinRoom(CrowdedNode.ROOM) && visitor.leaveRoom(CrowdedNode.ROOM);
    }

    /** Looks up the connections of a user. */
    @Benchmark
    public Collection<Connection> userLookup() {
        return crowd.manager().userConnections(user);
    }

    /** Looks up a connection. */
    @Benchmark
    public Optional<Connection> connectionLookup() {
        return crowd.manager().get(id);
    }
}
