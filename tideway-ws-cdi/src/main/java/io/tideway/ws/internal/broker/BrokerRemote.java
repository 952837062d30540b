package io.tideway.ws.internal.broker;

import io.tideway.ws.Message;
import io.tideway.ws.PresenceMember;
import io.tideway.ws.Target;
import io.tideway.ws.internal.delivery.Action;
import io.tideway.ws.internal.delivery.Publication;
import io.tideway.ws.internal.delivery.Remote;
import io.tideway.ws.internal.registry.ConnectionIds;
import io.tideway.ws.internal.registry.Names;
import io.tideway.ws.internal.registry.Scope;
import io.tideway.ws.internal.registry.Selection;
import io.tideway.ws.spi.Channel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Sends what begins on this node to the nodes that are interested, through the channels of a broker. Thread-safe.
 *
 * <p>One room, one user and the node of a connection have channels of their own. A selection with several targets goes
 * to every node, since a node that is interested in two of them would get it twice.
 */
final class BrokerRemote implements Remote {
    private final String nodeId;
    private final Publisher publisher;

    BrokerRemote(String nodeId, Publisher publisher) {
        this.nodeId = nodeId;
        this.publisher = publisher;
    }

    @Override
    public boolean publish(Selection selection, Publication publication) {
        return publication.message() instanceof Message.Close close
                ? send(selection, where -> new Envelope.Applied(where, new Action.Close(close.frame())))
                : send(selection, where -> new Envelope.Published(where, publication.message(), publication.sender()));
    }

    @Override
    public void apply(Selection selection, Action action) {
        var unused = send(selection, where -> new Envelope.Applied(where, action));
    }

    /** Sends to the nodes that may have connections of a selection; false if the broker refuses that at once. */
    private boolean send(Selection selection, Function<Selection.OnAllNodes, Envelope> envelope) {
        if (!(selection instanceof Selection.OnAllNodes everywhere)) {
            return true; // not meant for other nodes
        }
        if (!(everywhere.scope() instanceof Scope.Union union)) {
            return publisher.publish(Channel.EVERYONE, envelope.apply(everywhere));
        }
        if (union.targets().stream().allMatch(Target.OfConnection.class::isInstance)) {
            boolean accepted = true;
            for (Map.Entry<String, List<Target>> node : byNode(union.targets()).entrySet()) {
                Scope targets = new Scope.Union(node.getValue());
                accepted &=
                        publisher.publish(Channel.node(node.getKey()), envelope.apply(everywhere.withScope(targets)));
            }
            return accepted;
        }
        Optional<Channel> channel = channel(union.targets());
        return channel.isEmpty() || publisher.publish(channel.get(), envelope.apply(everywhere));
    }

    /** Returns the channel of some targets; empty where no room and no user can have the name. */
    private static Optional<Channel> channel(List<Target> targets) {
        if (targets.size() > 1) {
            return Optional.of(Channel.EVERYONE);
        }
        if (targets.get(0) instanceof Target.OfRoom room) {
            return Names.isRoom(room.name(), Names.LONGEST) ? Optional.of(Channel.room(room.name())) : Optional.empty();
        }
        return targets.get(0) instanceof Target.OfUser user && Names.isUser(user.userId())
                ? Optional.of(Channel.user(user.userId()))
                : Optional.empty();
    }

    /** Sorts connections by their node, other nodes only. */
    private Map<String, List<Target>> byNode(List<Target> targets) {
        Map<String, List<Target>> nodes = new LinkedHashMap<>(2);
        for (Target target : targets) {
            String node = target instanceof Target.OfConnection connection ? ConnectionIds.nodeOf(connection.id()) : "";
            if (!node.isEmpty() && !node.equals(nodeId)) {
                nodes.computeIfAbsent(node, unused -> new ArrayList<>(1)).add(target);
            }
        }
        return nodes;
    }

    @Override
    public void joined(String room, PresenceMember member) {
        var unused = publisher.publish(Channel.room(room), new Envelope.Joined(room, member));
    }

    @Override
    public void left(String room, PresenceMember member) {
        var unused = publisher.publish(Channel.room(room), new Envelope.Left(room, member));
    }

    @Override
    public void notAppended(Throwable failure) {
        publisher.notPublished(failure);
    }
}
