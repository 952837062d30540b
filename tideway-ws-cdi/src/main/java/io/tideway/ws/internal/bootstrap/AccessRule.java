package io.tideway.ws.internal.bootstrap;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.spi.Annotated;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Says which callers may pass (Jakarta Annotations 2.1, §2.9 to §2.13).
 *
 * @param roles one of which the caller must have; empty for nobody, null for everybody
 */
record AccessRule(@Nullable Set<String> roles) {
    static final AccessRule EVERYBODY = new AccessRule(null);

    /** Reads the rule of a class or method; the other one's where it says nothing. */
    static AccessRule of(Annotated annotated, AccessRule otherwise) {
        if (annotated.isAnnotationPresent(DenyAll.class)) {
            return new AccessRule(Set.of());
        }
        RolesAllowed allowed = annotated.getAnnotation(RolesAllowed.class);
        if (allowed != null) {
            return new AccessRule(Set.of(allowed.value()));
        }
        return annotated.isAnnotationPresent(PermitAll.class) ? EVERYBODY : otherwise;
    }

    boolean admits(Predicate<String> userInRole) {
        return roles == null || roles.stream().anyMatch(userInRole);
    }
}
