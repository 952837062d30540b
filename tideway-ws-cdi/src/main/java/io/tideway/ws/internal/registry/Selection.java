package io.tideway.ws.internal.registry;

import io.tideway.ws.Connection;
import io.tideway.ws.Target;
import io.tideway.ws.internal.outbound.Destination;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says which connections something is meant for: a scope, minus exceptions, narrowed to paths and conditions;
 * immutable.
 *
 * <p>{@link OnAllNodes} is data only, so an envelope can carry it to other nodes. {@link OnThisNode} is not meant for
 * them.
 */
public sealed interface Selection {

    /** Selects every connection. */
    static OnAllNodes everyone() {
        return new OnAllNodes(new Scope.Everyone(), Set.of(), List.of(), List.of());
    }

    /** Selects the union of some targets. */
    static OnAllNodes of(List<Target> targets) {
        return new OnAllNodes(new Scope.Union(targets), Set.of(), List.of(), List.of());
    }

    /** Returns what is data. */
    OnAllNodes data();

    /** Returns what each connection must meet besides; foreign code. */
    List<Predicate<? super Connection>> conditions();

    /** Leaves targets out. */
    Selection except(List<Target> targets);

    /** Keeps the connections of an endpoint. */
    Selection onPath(String path);

    /** Keeps the connections of this node. */
    default OnThisNode localOnly() {
        return new OnThisNode(data(), conditions());
    }

    /** Keeps the connections of this node that meet a condition. */
    default OnThisNode matching(Predicate<? super Connection> condition) {
        return new OnThisNode(data(), appended(conditions(), condition));
    }

    private static <T> List<T> appended(List<T> list, T element) {
        return Stream.concat(list.stream(), Stream.of(element)).toList();
    }

    /**
     * Selects on all nodes of a cluster.
     *
     * @param scope where it starts from
     * @param exceptConnections the ids of the connections to leave out
     * @param exceptGroups the rooms and users to leave out
     * @param paths the path or template of an endpoint or the path of a request, all of which a connection must be on
     */
    record OnAllNodes(Scope scope, Set<String> exceptConnections, List<Target> exceptGroups, List<String> paths)
            implements Selection {
        /** Copies the collections. */
        public OnAllNodes {
            exceptConnections = Set.copyOf(exceptConnections);
            exceptGroups = List.copyOf(exceptGroups);
            paths = List.copyOf(paths);
        }

        @Override
        public OnAllNodes data() {
            return this;
        }

        @Override
        public List<Predicate<? super Connection>> conditions() {
            return List.of();
        }

        @Override
        public OnAllNodes except(List<Target> targets) {
            Set<String> connections = new HashSet<>(exceptConnections);
            List<Target> groups = exceptGroups;
            for (Target target : targets) {
                if (target instanceof Target.OfConnection connection) {
                    connections.add(connection.id());
                } else {
                    groups = appended(groups, target);
                }
            }
            return new OnAllNodes(scope, connections, groups, paths);
        }

        @Override
        public OnAllNodes onPath(String path) {
            return new OnAllNodes(scope, exceptConnections, exceptGroups, appended(paths, path));
        }

        /** Returns the same selection with another scope. */
        public OnAllNodes withScope(Scope other) {
            return new OnAllNodes(other, exceptConnections, exceptGroups, paths);
        }

        /**
         * Returns the name of the room whose members are selected, all of them and no other connection; null otherwise.
         */
        public @Nullable String wholeRoom() {
            return isNarrowed() ? null : room();
        }

        /** Returns where a message to the selection is sent to. */
        public Destination destination() {
            String room = room();
            return room == null ? Destination.CONNECTIONS : new Destination.Room(room);
        }

        private @Nullable String room() {
            return scope instanceof Scope.Union union
                            && union.targets().size() == 1
                            && union.targets().get(0) instanceof Target.OfRoom room
                    ? room.name()
                    : null;
        }

        boolean isNarrowed() {
            return !exceptConnections.isEmpty() || !exceptGroups.isEmpty() || !paths.isEmpty();
        }
    }

    /**
     * Selects on this node.
     *
     * @param data what it selects
     * @param conditions what each connection must meet besides
     */
    record OnThisNode(OnAllNodes data, List<Predicate<? super Connection>> conditions) implements Selection {
        /** Copies the list. */
        public OnThisNode {
            conditions = List.copyOf(conditions);
        }

        @Override
        public OnThisNode except(List<Target> targets) {
            return new OnThisNode(data.except(targets), conditions);
        }

        @Override
        public OnThisNode onPath(String path) {
            return new OnThisNode(data.onPath(path), conditions);
        }
    }
}
