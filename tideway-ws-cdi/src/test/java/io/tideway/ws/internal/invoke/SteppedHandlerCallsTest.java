package io.tideway.ws.internal.invoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideway.ws.Connection;
import io.tideway.ws.HandlerFailed;
import io.tideway.ws.Handshake;
import io.tideway.ws.Message;
import io.tideway.ws.UpgradeDecision;
import io.tideway.ws.WebSocketHandler;
import io.tideway.ws.internal.connection.AccessDenied;
import io.tideway.ws.internal.connection.FailureListener;
import io.tideway.ws.internal.connection.HandlerCalls;
import io.tideway.ws.internal.fixture.RecordingHandler;
import io.tideway.ws.internal.fixture.TestNode;
import io.tideway.ws.internal.registry.Listeners;
import jakarta.annotation.security.DenyAll;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SteppedHandlerCallsTest {
    private final Connection connection = new TestNode().connect();
    private final List<HandlerFailed> failures = new ArrayList<>();
    private final Exception thrown = new IllegalStateException("as asked for");
    private final RecordingHandler failing = new RecordingHandler() {
        @Override
        public UpgradeDecision upgrade(Handshake handshake) throws Exception {
            throw thrown;
        }
    };
    private HandlerCalls calls;

    static class Open implements WebSocketHandler {}

    static class WithoutMessages implements WebSocketHandler {
        @Override
        @DenyAll
        public void onMessage(Connection connection, Message message) {}
    }

    @BeforeEach
    void buildSteps() {
        calls = steps(Open.class);
    }

    @Test
    void aFailedOnUpgradeIsToldWithoutAConnection() throws Exception {
        assertThat(calls.upgrade(connection.handshake())).isEqualTo(UpgradeDecision.reject(500, "internal error"));
        assertThat(failures).containsExactly(new HandlerFailed("/ws", "onUpgrade", Optional.empty(), thrown));
    }

    @Test
    void aCallerWithoutTheRoleIsDenied() {
        HandlerCalls denying = steps(WithoutMessages.class);
        assertThatThrownBy(() -> denying.message(connection, Message.text("x"))).isInstanceOf(AccessDenied.class);
    }

    private HandlerCalls steps(Class<?> type) {
        try (SeContainer container = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addBeanClasses(SteppedHandlerCallsTest.class)
                .initialize()) {
            BeanManager beans = container.getBeanManager();
            return SteppedHandlerCalls.of(
                    "/ws",
                    failing,
                    new AccessRules(beans, beans.createAnnotatedType(type)),
                    new CallbackContext(getClass().getClassLoader(), NoRequestScope::new, new ConnectionContext()),
                    List.of(),
                    // The first listener fails, and must not keep the second from the event.
                    new Listeners<FailureListener>(List.of(
                            event -> {
                                throw new IllegalStateException("a listener");
                            },
                            failures::add)));
        }
    }
}
