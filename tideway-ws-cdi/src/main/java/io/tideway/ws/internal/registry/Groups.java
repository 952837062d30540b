package io.tideway.ws.internal.registry;

import io.tideway.ws.Target;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * Indexes connections by a name: the rooms, or the users, of a node.
 *
 * <p>A name exists exactly while it has members. Joining and leaving are atomic for each name and cost the same
 * whatever the number of members; walking the members takes no lock. Thread-safe.
 */
public final class Groups {
    private final ConcurrentMap<String, ConcurrentMap<LocalConnection, Member>> byName = new ConcurrentHashMap<>();
    private final List<UnionWalk> walks = new CopyOnWriteArrayList<>(); // those under way
    private final Function<String, Target> targets;
    private final Occupancy occupancy;

    Groups(Function<String, Target> targets, Occupancy occupancy) {
        this.targets = targets;
        this.occupancy = occupancy;
    }

    /** Adds a connection that is not a member. */
    Member add(String name, LocalConnection connection) {
        Member member = new Member(connection);
        byName.compute(name, (n, members) -> {
            ConcurrentMap<LocalConnection, Member> group = members;
            if (group == null) {
                group = new ConcurrentHashMap<>(2);
                occupancy.occupied(n);
            }
            group.put(connection, member);
            return group;
        });
        if (!walks.isEmpty()) {
            Target target = targets.apply(name);
            walks.forEach(walk -> walk.added(target, member));
        }
        return member;
    }

    /** Removes a member. */
    void remove(String name, Member member) {
        byName.computeIfPresent(name, (n, members) -> {
            members.remove(member.connection(), member);
            if (!members.isEmpty()) {
                return members;
            }
            occupancy.emptied(n);
            return null;
        });
        member.end();
    }

    /** Tells a walk of every member that is added from now on until {@link #endWalk}. */
    void beginWalk(UnionWalk walk) {
        walks.add(walk);
    }

    void endWalk(UnionWalk walk) {
        walks.remove(walk);
    }

    /** Tells whether a connection is a member of a group. */
    public boolean contains(String name, LocalConnection connection) {
        ConcurrentMap<LocalConnection, Member> members = byName.get(name);
        return members != null && members.containsKey(connection);
    }

    /** Returns a live, weakly consistent view of a group's members. */
    public Collection<Member> members(String name) {
        ConcurrentMap<LocalConnection, Member> members = byName.get(name);
        return members == null ? List.of() : members.values();
    }

    /** Counts the members of a group. */
    public int size(String name) {
        ConcurrentMap<LocalConnection, Member> members = byName.get(name);
        return members == null ? 0 : members.size();
    }

    /** Lists the groups that have members. */
    public Set<String> names() {
        return Set.copyOf(byName.keySet());
    }

    /** Counts the groups that have members. */
    public int count() {
        return byName.size();
    }
}
