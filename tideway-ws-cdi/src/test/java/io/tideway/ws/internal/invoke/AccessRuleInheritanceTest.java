package io.tideway.ws.internal.invoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tideway.ws.Connection;
import io.tideway.ws.JsonHandler;
import io.tideway.ws.Message;
import io.tideway.ws.WebSocketHandler;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Shows which method's rule counts: Jakarta Annotations 2.1, §2.1 and §2.9 to §2.12, as a table. */
@SuppressWarnings("unused") // the overloads are there to be overlooked
class AccessRuleInheritanceTest {
    private static final List<String> EVERYONE = HandlerRules.ROLES;
    private static final List<String> NO_ONE = List.of();
    private static final List<String> ADMINS = List.of("admin");
    private static final List<String> USERS = List.of("user");

    @RegisterExtension
    static final HandlerRules RULES = new HandlerRules();

    record Order(String item) {}

    static class WithOverload implements WebSocketHandler {
        @Override
        @RolesAllowed("admin")
        public void onMessage(Connection connection, Message message) {}

        public void onMessage(Connection connection, String text) {}

        public void onMessage(Connection connection, Message.Text text) {}
    }

    static class WithGuardedOverload implements WebSocketHandler {
        @Override
        public void onMessage(Connection connection, Message message) {}

        @DenyAll
        public void onMessage(Connection connection, String text) {}
    }

    static class JsonWithOverload implements JsonHandler<Order> {
        @Override
        @RolesAllowed("admin")
        public void onJson(Connection connection, Order order) {}

        public void onJson(Connection connection, Comparable<?> anything) {}

        public void onJson(Connection connection, String text) {}
    }

    static class GuardedBase implements WebSocketHandler {
        @Override
        @RolesAllowed("admin")
        public void onMessage(Connection connection, Message message) {}
    }

    static class InheritsMethod extends GuardedBase {}

    static class OverridesMethod extends GuardedBase {
        @Override
        public void onMessage(Connection connection, Message message) {}
    }

    @RolesAllowed("user")
    static class RuleOfItsOwnInheritsMethod extends GuardedBase {}

    @RolesAllowed("admin")
    static class GuardedClass implements WebSocketHandler {
        @Override
        public void onMessage(Connection connection, Message message) {}
    }

    static class InheritsFromGuardedClass extends GuardedClass {}

    static class OverridesFromGuardedClass extends GuardedClass {
        @Override
        public void onMessage(Connection connection, Message message) {}
    }

    static class PlainClass implements WebSocketHandler {
        @Override
        public void onMessage(Connection connection, Message message) {}
    }

    @DenyAll
    static class DeniesButInherits extends PlainClass {}

    @DenyAll
    static class PermitsOneCallback implements WebSocketHandler {
        @Override
        @PermitAll
        public void onMessage(Connection connection, Message message) {}
    }

    @PermitAll
    static class DeniesOneCallback implements WebSocketHandler {
        @Override
        @DenyAll
        public void onMessage(Connection connection, Message message) {}
    }

    abstract static class GenericBase<T> implements JsonHandler<T> {
        @Override
        @RolesAllowed("admin")
        public void onJson(Connection connection, T value) {}
    }

    static class InheritsGeneric extends GenericBase<Order> {}

    static class OverridesGeneric extends GenericBase<Order> {
        @Override
        @RolesAllowed("user")
        public void onJson(Connection connection, Order order) {}
    }

    static class OverridesGenericWithoutRule extends GenericBase<Order> {
        @Override
        public void onJson(Connection connection, Order order) {}

        @DenyAll
        public void onJson(Connection connection, Object anything, String more) {}
    }

    abstract static class BoundedBase<V extends Serializable, U> implements JsonHandler<V> {
        @Override
        @RolesAllowed("admin")
        public void onJson(Connection connection, V value) {}

        public void onJson(U other, V value) {}
    }

    static class InheritsBounded extends BoundedBase<String, Order> {}

    static class ListHandler implements JsonHandler<List<Order>> {
        @Override
        @RolesAllowed("admin")
        public void onJson(Connection connection, List<Order> orders) {}
    }

    static class ArrayHandler implements JsonHandler<Order[]> {
        @Override
        @RolesAllowed("admin")
        public void onJson(Connection connection, Order[] orders) {}
    }

    interface WithDefault extends WebSocketHandler {
        @Override
        @RolesAllowed("admin")
        default void onMessage(Connection connection, Message message) {}
    }

    static class InheritsDefault implements WithDefault {}

    interface NarrowerDefault extends WithDefault {
        @Override
        @RolesAllowed("user")
        default void onMessage(Connection connection, Message message) {}
    }

    static class InheritsNarrowerDefault implements WithDefault, NarrowerDefault {}

    @RolesAllowed("admin")
    interface GuardedInterface extends JsonHandler<Order> {
        @Override
        default void onJson(Connection connection, Order order) {}
    }

    static class InheritsFromGuardedInterface implements GuardedInterface {}

    static class ClassBeatsInterface extends PlainClass implements WithDefault {}

    interface AbstractAndGuarded extends WebSocketHandler {
        @Override
        @DenyAll
        void onMessage(Connection connection, Message message);
    }

    static class ImplementsGuardedDeclaration implements AbstractAndGuarded {
        @Override
        public void onMessage(Connection connection, Message message) {}
    }

    /** Each handler, and who may send to it once connected. */
    static Stream<Arguments> handlers() {
        return Stream.of(
                arguments(WithOverload.class, ADMINS),
                arguments(WithGuardedOverload.class, EVERYONE),
                arguments(JsonWithOverload.class, ADMINS),
                arguments(GuardedBase.class, ADMINS),
                arguments(InheritsMethod.class, ADMINS),
                arguments(OverridesMethod.class, EVERYONE),
                arguments(RuleOfItsOwnInheritsMethod.class, ADMINS),
                arguments(GuardedClass.class, ADMINS),
                arguments(InheritsFromGuardedClass.class, ADMINS),
                arguments(OverridesFromGuardedClass.class, EVERYONE),
                arguments(DeniesButInherits.class, EVERYONE),
                arguments(PermitsOneCallback.class, EVERYONE),
                arguments(DeniesOneCallback.class, NO_ONE),
                arguments(InheritsGeneric.class, ADMINS),
                arguments(OverridesGeneric.class, USERS),
                arguments(OverridesGenericWithoutRule.class, EVERYONE),
                arguments(InheritsBounded.class, ADMINS),
                arguments(ListHandler.class, ADMINS),
                arguments(ArrayHandler.class, ADMINS),
                arguments(InheritsDefault.class, ADMINS),
                arguments(InheritsNarrowerDefault.class, USERS),
                arguments(InheritsFromGuardedInterface.class, ADMINS),
                arguments(ClassBeatsInterface.class, EVERYONE),
                arguments(ImplementsGuardedDeclaration.class, EVERYONE));
    }

    @ParameterizedTest
    @MethodSource("handlers")
    void theMethodThatIsCalledDecides(Class<?> handler, List<String> admitted) {
        assertThat(RULES.admitted(handler)).isEqualTo(admitted);
    }

    @Test
    void aRuleOfTheHandlersOwnClassAloneDecidesWhoMayConnect() {
        assertThat(RULES.of(DeniesButInherits.class).onHandler()).isEqualTo(AccessRule.DENY_ALL);
        assertThat(RULES.of(OverridesFromGuardedClass.class).onHandler()).isEqualTo(AccessRule.EVERYONE);
    }
}
