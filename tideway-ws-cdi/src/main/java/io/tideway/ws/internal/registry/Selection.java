package io.tideway.ws.internal.registry;

import io.tideway.ws.Connection;
import io.tideway.ws.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Says who belongs to an audience: everyone or a union of targets, less exceptions, as far as they meet every condition.
 *
 * @param scope whom it starts from
 * @param exceptions whom to leave out
 * @param conditions what each must meet
 */
public record Selection(Scope scope, List<Target> exceptions, List<Predicate<? super Connection>> conditions) {

    public static Selection everyone() {
        return new Selection(Scope.EVERYONE, List.of(), List.of());
    }

    public static Selection of(List<Target> targets) {
        return new Selection(Scope.of(targets), List.of(), List.of());
    }

    public Selection except(List<Target> more) {
        List<Target> all = new ArrayList<>(exceptions);
        all.addAll(more);
        return new Selection(scope, List.copyOf(all), conditions);
    }

    public Selection matching(Predicate<? super Connection> condition) {
        List<Predicate<? super Connection>> all = new ArrayList<>(conditions);
        all.add(condition);
        return new Selection(scope, exceptions, List.copyOf(all));
    }

    /** Walks the selected connections of a registry, each once. */
    public void forEach(Registry registry, Recipients.Visitor visitor) {
        Recipients.Visitor narrowed = exceptions.isEmpty() && conditions.isEmpty()
                ? visitor
                : (peer, admission) -> {
                    if (admits(registry, peer)) {
                        visitor.visit(peer, admission);
                    }
                };
        scope.forEach(registry, narrowed);
    }

    private boolean admits(Registry registry, Peer peer) {
        if (!exceptions.isEmpty() && registry.belongsToAny(peer, exceptions)) {
            return false;
        }
        for (Predicate<? super Connection> condition : conditions) {
            if (!condition.test(peer)) {
                return false;
            }
        }
        return true;
    }
}
