package io.tideway.ws.internal.broker;

import io.tideway.ws.MemberJoined;
import io.tideway.ws.MemberLeft;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.internal.delivery.Delivery;
import io.tideway.ws.internal.delivery.Publication;
import io.tideway.ws.internal.delivery.RoomUpdates;
import io.tideway.ws.internal.outbound.Destination;
import io.tideway.ws.internal.registry.NodeMetrics;
import io.tideway.ws.internal.registry.Registry;
import io.tideway.ws.internal.registry.Selection;
import io.tideway.ws.internal.threads.Pools;
import io.tideway.ws.spi.Channel;
import io.tideway.ws.spi.RoomMessage.Sender;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * Takes what comes through a broker to the connections of this node, in the order in which it comes and apart from the
 * broker's threads. Thread-safe.
 *
 * <p>One order for all channels keeps what a node publishes to a room and to everyone in its order, as far as the
 * broker does. Nothing in it waits: observers, of rooms that a connection joins or leaves, are told elsewhere.
 */
final class Inbound {
    private static final Channel ALL = Channel.EVERYONE;
    private static final long MOST_BYTES = 64L << 20;

    private final String nodeId;
    private final Registry registry;
    private final Delivery delivery;
    private final RoomUpdates rooms;
    private final Questions questions;
    private final Publisher publisher;
    private final NodeMetrics metrics;
    private final LinkState state;
    private final Executor executor;
    private final Executor observing; // apart, since observers may block
    private final ChannelOrder order;
    private final ChannelOrder observers; // of MemberJoined and MemberLeft, in the order of each room
    private final Set<String> rereads = ConcurrentHashMap.newKeySet(); // rooms that wait for one

    Inbound(
            String nodeId,
            Registry registry,
            Delivery delivery,
            RoomUpdates rooms,
            Questions questions,
            Publisher publisher,
            NodeMetrics metrics,
            LinkState state,
            Pools pools) {
        this.nodeId = nodeId;
        this.registry = registry;
        this.delivery = delivery;
        this.rooms = rooms;
        this.questions = questions;
        this.publisher = publisher;
        this.metrics = metrics;
        this.state = state;
        this.executor = pools.broker();
        this.observing = pools.continuations();
        this.order = new ChannelOrder(executor, MOST_BYTES);
        this.observers = new ChannelOrder(observing, MOST_BYTES);
    }

    void received(Channel channel, byte[] data) {
        if (EnvelopeBytes.isFrom(nodeId, data)) {
            return; // done here before it was published
        }
        if (!order.run(ALL, data.length, () -> take(channel, data))) {
            state.tooMuchWaits(MOST_BYTES);
        }
    }

    /** Takes what is appended to the log of a room, by this node too: the log's order is the same on all nodes. */
    void appended(String room, RoomPosition position, byte[] data) {
        if (!order.run(ALL, data.length, () -> rooms.appended(room, position, data)) && rereads.add(room)) {
            order.runAlways(ALL, () -> reread(room)); // the log still has it
        }
    }

    private void reread(String room) {
        rereads.remove(room); // before the read, which may not have what is refused from now on
        rooms.subscribed(room);
    }

    /** Repairs everything after an outage. */
    void reconnected() {
        executor.execute(rooms::reconnected);
    }

    private void take(Channel channel, byte[] data) {
        EnvelopeBytes.Sent sent;
        try {
            sent = EnvelopeBytes.read(data);
        } catch (IllegalArgumentException e) {
            state.unreadable(e);
            return;
        }
        Envelope envelope = sent.envelope();
        if (envelope instanceof Envelope.Published published) {
            metrics.brokerReceived.increment();
            Destination destination = destination(published.selection(), published.sender());
            delivery.deliverLocally(published.selection(), Publication.of(published.message(), destination));
        } else if (envelope instanceof Envelope.Applied applied) {
            metrics.brokerReceived.increment();
            delivery.applyLocally(applied.selection(), applied.action(), observing);
        } else if (envelope instanceof Envelope.Asked asked) {
            var unused = publisher.publish(Channel.node(sent.nodeId()), Answers.of(asked, registry));
        } else if (envelope instanceof Envelope.Answered answered) {
            questions.answered(sent.nodeId(), answered);
        } else {
            membership(channel, data.length, envelope);
        }
    }

    private static Destination destination(Selection.OnAllNodes selection, Optional<Sender> sender) {
        return selection.destination() instanceof Destination.Room room
                ? new Destination.Room(room.name(), RoomPosition.NONE, sender)
                : selection.destination();
    }

    private void membership(Channel channel, int size, Envelope envelope) {
        Runnable told;
        if (envelope instanceof Envelope.Joined joined) {
            MemberJoined event = new MemberJoined(joined.room(), joined.member());
            rooms.show(event);
            told = () -> rooms.tell(event);
        } else if (envelope instanceof Envelope.Left left) {
            MemberLeft event = new MemberLeft(left.room(), left.member());
            rooms.show(event);
            told = () -> rooms.tell(event);
        } else {
            return;
        }
        if (!observers.run(channel, size, told)) {
            state.tooMuchWaits(MOST_BYTES);
        }
    }
}
