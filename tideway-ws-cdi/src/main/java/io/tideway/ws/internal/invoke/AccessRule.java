package io.tideway.ws.internal.invoke;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Says which callers may pass (Jakarta Annotations 2.1, §2.9 to §2.13).
 *
 * @param needed sets of roles; a caller must have one role of each
 */
record AccessRule(List<Set<String>> needed) {
    static final AccessRule EVERYONE = new AccessRule(List.of());
    static final AccessRule DENY_ALL = new AccessRule(List.of(Set.of()));

    /** Admits callers with one of the roles. */
    static AccessRule anyOf(String... roles) {
        return new AccessRule(List.of(Set.copyOf(List.of(roles))));
    }

    /** Admits those whom both rules admit. */
    AccessRule and(AccessRule other) {
        return new AccessRule(
                Stream.concat(needed.stream(), other.needed.stream()).toList());
    }

    boolean admitsEveryone() {
        return needed.isEmpty();
    }

    boolean admits(Predicate<String> userInRole) {
        return needed.stream().allMatch(roles -> roles.stream().anyMatch(userInRole));
    }

    Stream<String> roles() {
        return needed.stream().flatMap(Set::stream);
    }
}
