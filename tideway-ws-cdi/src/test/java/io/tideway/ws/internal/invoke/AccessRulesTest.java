package io.tideway.ws.internal.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.EndpointOptions;
import io.tideway.ws.Message;
import io.tideway.ws.WebSocketHandler;
import io.tideway.ws.internal.connection.EndpointSpec;
import io.tideway.ws.internal.connection.HandlerCalls;
import io.tideway.ws.internal.connection.LiveConnection;
import io.tideway.ws.internal.fixture.FakeTransport;
import io.tideway.ws.internal.fixture.RecordingHandler;
import io.tideway.ws.internal.fixture.TestNode;
import io.tideway.ws.internal.fixture.UpgradeRequests;
import io.tideway.ws.internal.protocol.RawProtocol;
import io.tideway.ws.internal.registry.Listeners;
import io.tideway.ws.internal.upgrade.PathTemplate;
import io.tideway.ws.internal.upgrade.UpgradeGate;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AccessRulesTest {
    private final TestNode node = new TestNode();
    private final RecordingHandler handler = new RecordingHandler();
    private final CallbackContext context = new CallbackContext(
            getClass().getClassLoader(), NoRequestScope::new, new ConnectionContext(), node.node.log());
    private final FakeTransport transport = new FakeTransport(FakeTransport.Mode.INLINE);

    @RolesAllowed({"user", "admin"})
    static class ForUsers implements WebSocketHandler {
        @Override
        @PermitAll
        public void onConnect(Connection connection) {}

        @Override
        @RolesAllowed("admin")
        public void onMessage(Connection connection, Message message) {}
    }

    @DenyAll
    static class DenyAllHandler implements WebSocketHandler {}

    static class DeniesMessages implements WebSocketHandler {
        @Override
        @DenyAll
        public void onMessage(Connection connection, Message message) {}
    }

    static class ForNoConnection implements WebSocketHandler {
        @Override
        @DenyAll
        public void onConnect(Connection connection) {}
    }

    @Test
    void theClassDecidesAtTheUpgrade() {
        assertThat(upgrade(ForUsers.class, "user")).isInstanceOf(UpgradeGate.Verdict.Admitted.class);
        assertThat(upgrade(ForUsers.class, "guest")).isEqualTo(new UpgradeGate.Verdict.Refused(403, "forbidden"));
        assertThat(upgrade(DenyAllHandler.class, "admin")).isEqualTo(new UpgradeGate.Verdict.Refused(403, "forbidden"));
        assertThat(handler.calls).containsExactly("upgrade");
    }

    @Test
    void aCallbackDecidesForItself() {
        LiveConnection connection = connect(DeniesMessages.class);
        connection.lifecycle().received(Message.text("x"));
        assertThat(transport.closes()).extracting(CloseFrame::code).containsExactly(1008);
        connection.lifecycle().closedByContainer(CloseFrame.POLICY_VIOLATION);
        assertThat(handler.calls).containsExactly("connect", "disconnect 1008 rooms []");
    }

    @Test
    void aConnectionWhoseOnConnectIsDeniedIsNotOpened() {
        LiveConnection connection = connect(ForNoConnection.class);
        assertThat(transport.closes()).extracting(CloseFrame::code).containsExactly(1008);
        connection.lifecycle().closedByContainer(CloseFrame.POLICY_VIOLATION);
        assertThat(handler.calls).isEmpty();
    }

    @Test
    void aMethodMayAskForLessOrMoreThanItsClass() {
        LiveConnection connection = connect(ForUsers.class);
        connection.lifecycle().received(Message.text("x"));
        assertThat(handler.calls).containsExactly("connect");
        assertThat(transport.closes()).extracting(CloseFrame::code).containsExactly(1008);
    }

    private LiveConnection connect(Class<?> type) {
        return node.connect(transport, EndpointOptions.DEFAULTS, guarded(type));
    }

    private UpgradeGate.Verdict upgrade(Class<?> type, String role) {
        EndpointSpec endpoint = EndpointSpec.of("/ws", EndpointOptions.DEFAULTS, guarded(type), new RawProtocol());
        UpgradeGate gate = new UpgradeGate(node.node, Map.of(PathTemplate.parse("/ws"), endpoint), Set.of());
        return gate.admit(UpgradeRequests.to("/ws", role::equals));
    }

    private HandlerCalls guarded(Class<?> type) {
        try (SeContainer container = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addBeanClasses(AccessRulesTest.class)
                .initialize()) {
            BeanManager beans = container.getBeanManager();
            return new HandlerChains(
                            context,
                            new JsonCodec(getClass().getClassLoader()),
                            List.of(),
                            new Listeners<>(List.of()),
                            node.node.log())
                    .of(
                            "/ws",
                            type.getName(),
                            handler,
                            handler::onUpgrade,
                            new AccessRules(beans, beans.createAnnotatedType(type)),
                            Optional.empty());
        }
    }

    @Test
    void emptyRolesAdmitNoCaller() {
        assertThat(AccessRule.anyOf().admits(role -> true)).isFalse();
        assertThat(AccessRule.DENY_ALL.admits(role -> true)).isFalse();
        assertThat(AccessRule.EVERYONE.admits(role -> false)).isTrue();
    }
}
