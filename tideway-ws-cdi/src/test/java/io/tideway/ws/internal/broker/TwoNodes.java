package io.tideway.ws.internal.broker;

import io.tideway.ws.RoomOptions;
import io.tideway.ws.internal.connection.LiveConnection;
import io.tideway.ws.internal.fixture.FakeClock;
import io.tideway.ws.internal.fixture.FakeTransport;
import io.tideway.ws.internal.fixture.TestNode;
import io.tideway.ws.spi.Broker;
import java.time.Duration;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** Runs two nodes in one process, connected by the broker in memory. */
final class TwoNodes {
    final FakeClock clock = new FakeClock();
    final MemoryBus bus = new MemoryBus(clock, 1_000_000);
    final TestNode here;
    final TestNode there;

    TwoNodes() {
        this(broker -> broker);
    }

    /** Puts something between the first node and its broker. */
    TwoNodes(UnaryOperator<Broker> wrapper) {
        here = new TestNode(clock, wrapper.apply(bus.node()));
        there = new TestNode(clock, bus.node());
        start(here);
        start(there);
    }

    static void start(TestNode node) {
        var unused = link(node).start();
    }

    static BrokerLink link(TestNode node) {
        return Objects.requireNonNull(node.link);
    }

    /** Sets the options of a room on both nodes. */
    void options(String room, RoomOptions options) {
        here.roomOptions.put(room, options);
        there.roomOptions.put(room, options);
    }

    /** Lets time pass, with the upkeep of both nodes. */
    void runFor(Duration duration) {
        for (long seconds = 0; seconds < duration.toSeconds(); seconds++) {
            clock.advance(Duration.ofSeconds(1));
            here.upkeep();
            there.upkeep();
        }
    }

    static FakeTransport transport() {
        return new FakeTransport(FakeTransport.Mode.INLINE);
    }

    /** Connects a client to a node, into a room. */
    static FakeTransport member(TestNode node, String room) {
        FakeTransport transport = transport();
        LiveConnection connection = node.connect(transport);
        connection.joinRoom(room);
        return transport;
    }
}
