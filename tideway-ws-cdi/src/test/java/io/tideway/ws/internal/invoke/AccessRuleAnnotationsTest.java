package io.tideway.ws.internal.invoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tideway.ws.Connection;
import io.tideway.ws.Message;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Stereotype;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Shows which annotations are rules: stereotypes, several in one place, and those that an extension adds. */
class AccessRuleAnnotationsTest {
    private static final List<String> EVERYONE = HandlerRules.ROLES;
    private static final List<String> NO_ONE = List.of();
    private static final List<String> ADMINS = List.of("admin");
    private static final List<String> USERS = List.of("user");

    private static final Spy SPY = new Spy();

    @RegisterExtension
    static final HandlerRules RULES = new HandlerRules(SPY, GuardedByExtension.class);

    /** Gives one handler a rule by CDI's own means, and keeps the types that CDI ends up with. */
    static class Spy implements Extension {
        private @Nullable AnnotatedType<?> guardedByExtension;

        void guard(@Observes ProcessAnnotatedType<GuardedByExtension> event) {
            event.configureAnnotatedType()
                    .filterMethods(method -> method.getJavaMember().getName().equals("onMessage"))
                    .forEach(method -> method.add(ForAdmins.class.getAnnotation(RolesAllowed.class)));
        }

        void keep(@Observes ProcessManagedBean<GuardedByExtension> event) {
            guardedByExtension = event.getAnnotatedBeanClass();
        }
    }

    @Stereotype
    @RolesAllowed("admin")
    @Target({ElementType.TYPE, ElementType.METHOD})
    @Retention(RetentionPolicy.RUNTIME)
    @interface ForAdmins {}

    @Stereotype
    @ForAdmins
    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Back {}

    @RolesAllowed("admin")
    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    @interface NoStereotype {}

    @ForAdmins
    static class ByStereotype implements WebSocketHandler {
        @Override
        public void onMessage(Connection connection, Message message) {}
    }

    @Back
    static class ByStereotypeOfStereotype implements WebSocketHandler {
        @Override
        public void onMessage(Connection connection, Message message) {}
    }

    static class MethodByStereotype implements WebSocketHandler {
        @Override
        @ForAdmins
        public void onMessage(Connection connection, Message message) {}
    }

    static class InheritsByStereotype extends ByStereotype {}

    @ForAdmins
    @RolesAllowed("user")
    static class BesideStereotype implements WebSocketHandler {
        @Override
        public void onMessage(Connection connection, Message message) {}
    }

    @NoStereotype
    static class ByOtherAnnotation implements WebSocketHandler {
        @Override
        public void onMessage(Connection connection, Message message) {}
    }

    static class SeveralRules implements WebSocketHandler {
        @Override
        @PermitAll
        @RolesAllowed("admin")
        public void onMessage(Connection connection, Message message) {}
    }

    static class DeniedAndPermitted implements WebSocketHandler {
        @Override
        @PermitAll
        @DenyAll
        @RolesAllowed("admin")
        public void onMessage(Connection connection, Message message) {}
    }

    static class RepeatedRole implements WebSocketHandler {
        @Override
        @RolesAllowed({"admin", "admin"})
        public void onMessage(Connection connection, Message message) {}
    }

    @WebSocketEndpoint("/extended")
    static class GuardedByExtension implements WebSocketHandler {
        @Override
        public void onMessage(Connection connection, Message message) {}
    }

    /** Each handler, and who may send to it once connected. */
    static Stream<Arguments> handlers() {
        return Stream.of(
                arguments(ByStereotype.class, ADMINS),
                arguments(ByStereotypeOfStereotype.class, ADMINS),
                arguments(MethodByStereotype.class, ADMINS),
                arguments(InheritsByStereotype.class, ADMINS),
                arguments(BesideStereotype.class, USERS),
                arguments(ByOtherAnnotation.class, EVERYONE),
                arguments(SeveralRules.class, ADMINS),
                arguments(DeniedAndPermitted.class, NO_ONE),
                arguments(RepeatedRole.class, ADMINS));
    }

    @ParameterizedTest
    @MethodSource("handlers")
    void theRulesOfTheHandlerCount(Class<?> handler, List<String> admitted) {
        assertThat(RULES.admitted(handler)).isEqualTo(admitted);
    }

    @Test
    void anExtensionsAnnotationCounts() {
        assertThat(SPY.guardedByExtension).isNotNull();
        assertThat(RULES.admitted(SPY.guardedByExtension)).isEqualTo(ADMINS);
    }
}
