package io.tideway.ws.internal.invoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.Handshake;
import io.tideway.ws.JsonHandler;
import io.tideway.ws.Message;
import io.tideway.ws.UpgradeDecision;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Stereotype;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import java.io.Serializable;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of Jakarta Annotations 2.1, §2.1 and §2.9 to §2.12, as a table. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("unused") // the overloads are there to be overlooked
class AccessRuleInheritanceTest {
    private static final List<String> EVERYBODY = List.of("nobody", "user", "admin");
    private static final List<String> NO_ONE = List.of();
    private static final List<String> ADMINS = List.of("admin");
    private static final List<String> USERS = List.of("user");

    private final Spy spy = new Spy();
    private SeContainer container;

    /** Gives one handler a rule by CDI's own means, and keeps the types that CDI ends up with. */
    static class Spy implements Extension {
        private @Nullable AnnotatedType<?> guardedByExtension;

        void guard(@Observes ProcessAnnotatedType<GuardedByExtension> event) {
            event.configureAnnotatedType()
                    .filterMethods(method -> method.getJavaMember().getName().equals("onMessage"))
                    .forEach(method -> method.add(GuardedClass.class.getAnnotation(RolesAllowed.class)));
        }

        void keep(@Observes ProcessManagedBean<GuardedByExtension> event) {
            guardedByExtension = event.getAnnotatedBeanClass();
        }
    }

    @BeforeAll
    void startCdi() {
        container = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(spy)
                .addBeanClasses(GuardedByExtension.class)
                .initialize();
    }

    @AfterAll
    void stopCdi() {
        container.close();
    }

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
                arguments(WithOverload.class, ADMINS),
                arguments(WithGuardedOverload.class, EVERYBODY),
                arguments(JsonWithOverload.class, ADMINS),
                arguments(GuardedBase.class, ADMINS),
                arguments(InheritsMethod.class, ADMINS),
                arguments(OverridesMethod.class, EVERYBODY),
                arguments(RuleOfItsOwnInheritsMethod.class, ADMINS),
                arguments(GuardedClass.class, ADMINS),
                arguments(InheritsFromGuardedClass.class, ADMINS),
                arguments(OverridesFromGuardedClass.class, EVERYBODY),
                arguments(DeniesButInherits.class, EVERYBODY),
                arguments(PermitsOneCallback.class, EVERYBODY),
                arguments(DeniesOneCallback.class, NO_ONE),
                arguments(InheritsGeneric.class, ADMINS),
                arguments(OverridesGeneric.class, USERS),
                arguments(OverridesGenericWithoutRule.class, EVERYBODY),
                arguments(InheritsBounded.class, ADMINS),
                arguments(ListHandler.class, ADMINS),
                arguments(ArrayHandler.class, ADMINS),
                arguments(InheritsDefault.class, ADMINS),
                arguments(InheritsNarrowerDefault.class, USERS),
                arguments(InheritsFromGuardedInterface.class, ADMINS),
                arguments(ClassBeatsInterface.class, EVERYBODY),
                arguments(ImplementsGuardedDeclaration.class, EVERYBODY),
                arguments(ByStereotype.class, ADMINS),
                arguments(ByStereotypeOfStereotype.class, ADMINS),
                arguments(MethodByStereotype.class, ADMINS),
                arguments(InheritsByStereotype.class, ADMINS),
                arguments(BesideStereotype.class, USERS),
                arguments(ByOtherAnnotation.class, EVERYBODY),
                arguments(SeveralRules.class, ADMINS),
                arguments(DeniedAndPermitted.class, NO_ONE),
                arguments(RepeatedRole.class, ADMINS));
    }

    @ParameterizedTest
    @MethodSource("handlers")
    void theMethodThatIsCalledDecides(Class<?> handler, List<String> admitted) {
        BeanManager beans = container.getBeanManager();
        assertThat(admitted(new AccessRules(beans, beans.createAnnotatedType(handler))))
                .isEqualTo(admitted);
    }

    @Test
    void anExtensionsAnnotationCounts() {
        assertThat(spy.guardedByExtension).isNotNull();
        assertThat(admitted(new AccessRules(container.getBeanManager(), spy.guardedByExtension)))
                .isEqualTo(ADMINS);
    }

    private static List<String> admitted(AccessRules rules) {
        Callback called = rules.ofText() == Callback.JSON ? Callback.JSON : Callback.MESSAGE;
        return EVERYBODY.stream()
                .filter(role -> rules.on(called).admits(role::equals))
                .toList();
    }

    static class EveryCallback implements JsonHandler<Order> {
        @Override
        @RolesAllowed("upgrade")
        public UpgradeDecision onUpgrade(Handshake handshake) {
            return UpgradeDecision.accept();
        }

        @Override
        @RolesAllowed("connect")
        public void onConnect(Connection connection) {}

        @Override
        @RolesAllowed("message")
        public void onMessage(Connection connection, Message message) {}

        @Override
        @RolesAllowed("text")
        public void onText(Connection connection, String text) {}

        @Override
        @RolesAllowed("binary")
        public void onBinary(Connection connection, ByteBuffer data) {}

        @Override
        @RolesAllowed("json")
        public void onJson(Connection connection, Order order) {}

        @Override
        @RolesAllowed("disconnect")
        public void onDisconnect(Connection connection, CloseFrame reason) {}

        @Override
        @RolesAllowed("error")
        public void onError(Connection connection, Throwable error) {}
    }

    static class InheritsEveryCallback extends EveryCallback {
        public UpgradeDecision onUpgrade(String other) {
            return UpgradeDecision.accept();
        }

        public void onConnect(Handshake other) {}

        public void onMessage(Connection connection, Message message, int more) {}

        public void onJson(Connection connection, Message other) {}

        public void onDisconnect(Connection connection, String other) {}

        public void onError(Connection connection, Exception other) {}
    }

    @Test
    void everyCallbackIsGuarded() {
        BeanManager beans = container.getBeanManager();
        AccessRules rules = new AccessRules(beans, beans.createAnnotatedType(InheritsEveryCallback.class));
        assertThat(Callback.values())
                .allSatisfy(callback -> assertThat(rules.on(callback))
                        .isEqualTo(AccessRule.anyOf(callback.name().toLowerCase(Locale.ROOT))));
        assertThat(rules.onHandler()).isEqualTo(AccessRule.EVERYBODY);
        assertThat(rules.roles())
                .containsExactlyInAnyOrder(
                        "upgrade", "connect", "message", "text", "binary", "json", "disconnect", "error");
    }

    @Test
    void aRuleOfTheHandlersOwnClassAloneDecidesWhoMayConnect() {
        BeanManager beans = container.getBeanManager();
        assertThat(new AccessRules(beans, beans.createAnnotatedType(DeniesButInherits.class)).onHandler())
                .isEqualTo(AccessRule.NOBODY);
        assertThat(new AccessRules(beans, beans.createAnnotatedType(OverridesFromGuardedClass.class)).onHandler())
                .isEqualTo(AccessRule.EVERYBODY);
    }
}
