package io.tideway.ws.internal.registry;

import io.tideway.ws.Connection;
import io.tideway.ws.Target;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Says who belongs to an audience: everyone or a union of targets, less exceptions, as far as they meet every condition.
 *
 * @param targets the union; null for everyone
 * @param exceptions whom to leave out
 * @param conditions what each must meet
 */
record Selection(
        @Nullable List<Target> targets, List<Target> exceptions, List<Predicate<? super Connection>> conditions) {

    static Selection everyone() {
        return new Selection(null, List.of(), List.of());
    }

    static Selection of(Target... targets) {
        return new Selection(List.of(targets), List.of(), List.of());
    }

    Selection except(Target... more) {
        List<Target> all = new ArrayList<>(exceptions);
        all.addAll(List.of(more));
        return new Selection(targets, List.copyOf(all), conditions);
    }

    Selection matching(Predicate<? super Connection> condition) {
        List<Predicate<? super Connection>> all = new ArrayList<>(conditions);
        all.add(condition);
        return new Selection(targets, exceptions, List.copyOf(all));
    }

    /** Walks the selected connections of a registry, each once. */
    void forEach(Registry registry, Recipients.Visitor visitor) {
        Recipients.Visitor narrowed = exceptions.isEmpty() && conditions.isEmpty()
                ? visitor
                : (peer, admission) -> {
                    if (admits(registry, peer)) {
                        visitor.visit(peer, admission);
                    }
                };
        if (targets == null) {
            registry.peers().forEach(peer -> narrowed.visit(peer, null));
        } else if (targets.size() == 1) {
            walk(registry, targets.get(0), narrowed);
        } else {
            // A set, since asking the earlier targets instead could miss one who moves between them meanwhile.
            Set<Peer> seen = new HashSet<>();
            for (Target target : targets) {
                walk(registry, target, (peer, admission) -> {
                    if (seen.add(peer)) {
                        narrowed.visit(peer, admission);
                    }
                });
            }
        }
    }

    private static void walk(Registry registry, Target target, Recipients.Visitor visitor) {
        if (target instanceof Target.OfRoom room) {
            seats(registry.roomIndex(), room.name(), visitor);
        } else if (target instanceof Target.OfUser user) {
            seats(registry.userIndex(), user.userId(), visitor);
        } else if (target instanceof Target.OfConnection connection) {
            Peer peer = registry.get(connection.id());
            if (peer != null) {
                visitor.visit(peer, null);
            }
        }
    }

    private static void seats(Groups groups, String name, Recipients.Visitor visitor) {
        for (Seat seat : groups.seats(name)) {
            visitor.visit(seat.peer(), seat);
        }
    }

    private boolean admits(Registry registry, Peer peer) {
        for (Target exception : exceptions) {
            if (belongs(registry, peer, exception)) {
                return false;
            }
        }
        for (Predicate<? super Connection> condition : conditions) {
            if (!condition.test(peer)) {
                return false;
            }
        }
        return true;
    }

    private static boolean belongs(Registry registry, Peer peer, Target target) {
        if (target instanceof Target.OfRoom room) {
            return registry.roomIndex().contains(room.name(), peer);
        }
        if (target instanceof Target.OfUser user) {
            return registry.userIndex().contains(user.userId(), peer);
        }
        return target instanceof Target.OfConnection connection
                && connection.id().equals(peer.id());
    }
}
