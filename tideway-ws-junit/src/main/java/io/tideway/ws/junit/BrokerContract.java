package io.tideway.ws.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.tideway.ws.ClusterNode;
import io.tideway.ws.HistoryQuery;
import io.tideway.ws.spi.Broker;
import io.tideway.ws.spi.BrokerException;
import io.tideway.ws.spi.Channel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/**
 * Tests what every {@link Broker} has to do; extend it to test yours.
 *
 * <pre>{@code
 * class MyBrokerTest extends BrokerContract {
 *     @Override
 *     protected Broker createBroker(String nodeId) {
 *         Map<String, String> settings = Map.of("tideway.ws.cluster.mine.uri", "mine://localhost:1234");
 *         return new MyBrokerProvider()
 *                 .broker(nodeId, key -> Optional.ofNullable(settings.get(key)))
 *                 .orElseThrow();
 *     }
 * }
 * }</pre>
 *
 * <p>Each test starts the brokers that it needs and stops them. Each test uses its own names of rooms and users, so the
 * tests may share a server and run in parallel. Faults are not tested here: how to make a server unreachable, slow or
 * empty after a restart depends on the broker.
 */
public abstract class BrokerContract extends PresenceContract {

    /** Creates the tests. */
    protected BrokerContract() {}

    /**
     * Creates a broker without starting it.
     *
     * @param nodeId the id of its node; brokers that are made for one test belong to one cluster
     * @return the broker
     */
    protected abstract Broker createBroker(String nodeId);

    /**
     * Says how many nodes of a cluster the tests may start.
     *
     * @return 2, unless overridden; with 1, for a broker within one process, a test uses one node for both, or is
     *     skipped
     */
    @Override
    protected int mostNodes() {
        return 2;
    }

    /**
     * Says how long a test waits for what has to happen.
     *
     * @return 10 seconds, unless overridden
     */
    @Override
    protected Duration patience() {
        return Duration.ofSeconds(10);
    }

    @Override
    final Broker newBroker(String nodeId) {
        return createBroker(nodeId);
    }

    @Test
    void aStartTellsThatTheBrokerIsConnected() {
        Node node = startNode();

        assertEquals(List.of("connected"), node.listener().states());
    }

    @Test
    void nothingArrivesAfterAStop() {
        Node node = startNode();
        Node other = otherNode(node);
        Channel channel = Channel.room(unique("room"));
        result(node.broker().subscribe(channel));

        result(node.broker().stop());
        other.broker().publish(channel, bytes("late"));
        other.broker().nodes();

        assertEquals(List.of(), node.listener().on(channel));
        assertEquals(List.of("connected"), node.listener().states());
    }

    @Test
    void callsAfterAStopFail() {
        Node node = startNode();
        Broker broker = node.broker();
        String room = unique("room");
        result(broker.stop());

        List<CompletionStage<?>> calls = List.of(
                broker.subscribe(Channel.room(room)),
                broker.unsubscribe(Channel.room(room)),
                broker.publish(Channel.room(room), bytes("late")),
                broker.append(room, bytes("late"), RETENTION),
                broker.read(room, HistoryQuery.latest(), RETENTION),
                broker.retain(room, RETENTION),
                broker.present(room, List.of(), Duration.ofMinutes(1)),
                broker.absent(room, "c1"),
                broker.presence(room),
                broker.presenceCount(room),
                broker.announce(new ClusterNode(node.id(), Instant.EPOCH, 0), Duration.ofMinutes(1)),
                broker.withdraw(),
                broker.nodes());

        calls.forEach(call -> assertInstanceOf(BrokerException.class, failure(call)));
    }

    @Test
    void aSecondStopIsTheSameAsTheFirst() {
        Node node = startNode();

        result(node.broker().stop());

        result(node.broker().stop());
    }

    @Test
    void aBrokerThatWasNeverStartedStops() {
        result(createBroker("neverstarted").stop());
    }
}
