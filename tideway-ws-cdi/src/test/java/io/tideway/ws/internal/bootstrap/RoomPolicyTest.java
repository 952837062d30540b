package io.tideway.ws.internal.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideway.ws.ConnectionManager;
import io.tideway.ws.ConnectionScoped;
import io.tideway.ws.RoomOptions;
import io.tideway.ws.RoomPolicy;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
class RoomPolicyTest {
    private static final String SIZE = "tideway.ws.rooms.history-size";
    private static final String BYTES = "tideway.ws.rooms.log-bytes";

    @AfterEach
    void forgetSettings() {
        System.clearProperty(SIZE);
        System.clearProperty(BYTES);
    }

    @WebSocketEndpoint("/ws")
    static class Endpoint implements WebSocketHandler {}

    @ApplicationScoped
    static class Boards implements RoomPolicy {
        @Override
        public RoomOptions optionsOf(String room) {
            if (room.equals("broken")) {
                throw new IllegalStateException("no options");
            }
            return room.startsWith("board:")
                    ? RoomOptions.none().history(10, Duration.ofMinutes(1))
                    : RoomOptions.none();
        }
    }

    @ApplicationScoped
    static class Second implements RoomPolicy {
        @Override
        public RoomOptions optionsOf(String room) {
            return RoomOptions.none();
        }
    }

    @Alternative
    @Priority(1)
    @ApplicationScoped
    static class Replacement extends Second {
        @Override
        public RoomOptions optionsOf(String room) {
            return RoomOptions.none().presence();
        }
    }

    @Test
    void theBeanDecidesWhatARoomRemembers() {
        try (SeContainer container = start(Endpoint.class, Boards.class)) {
            ConnectionManager manager = manager(container);
            manager.room("board:1").broadcastText("x");
            assertThat(offset(manager, "board:1")).isEqualTo(1);
            assertThatThrownBy(() -> offset(manager, "lobby")).hasMessageContaining("TIDEWAY-461");
            assertThatThrownBy(() -> offset(manager, "broken")).hasMessageContaining("TIDEWAY-461");
        }
    }

    @Test
    void withoutABeanTheConfigurationDecides() {
        System.setProperty(SIZE, "5");
        try (SeContainer container = start(Endpoint.class)) {
            assertThat(offset(manager(container), "lobby")).isZero();
        }
    }

    @Test
    void withoutBeanAndConfigurationNothingIsRemembered() {
        try (SeContainer container = start(Endpoint.class)) {
            assertThatThrownBy(() -> offset(manager(container), "lobby")).hasMessageContaining("TIDEWAY-461");
        }
    }

    @Test
    void severalBeansFailTheDeployment() {
        assertThatThrownBy(() -> start(Endpoint.class, Boards.class, Second.class))
                .hasMessageContaining("TIDEWAY-110")
                .hasMessageContaining(Boards.class.getName())
                .hasMessageContaining(Second.class.getName());
    }

    @RequestScoped
    static class OfARequest extends Second {}

    @ConnectionScoped
    static class OfAConnection extends Second {}

    @ParameterizedTest
    @ValueSource(classes = {OfARequest.class, OfAConnection.class})
    void aScopeThatIsNotActiveOnEveryThreadFailsTheDeployment(Class<?> policy) {
        assertThatThrownBy(() -> start(Endpoint.class, policy))
                .hasMessageContaining("TIDEWAY-110")
                .hasMessageContaining(policy.getName())
                .hasMessageContaining("use @ApplicationScoped");
    }

    @Test
    void anAlternativeReplacesTheOthers() {
        try (SeContainer container = start(Endpoint.class, Boards.class, Replacement.class)) {
            assertThat(manager(container)
                            .room("x")
                            .presence()
                            .toCompletableFuture()
                            .join()
                            .members())
                    .isEmpty();
        }
    }

    @Test
    void aBadOptionFailsTheDeployment() {
        System.setProperty(BYTES, "1");
        assertThatThrownBy(() -> start(Endpoint.class)).hasMessageContaining("rooms.log-bytes");
    }

    private static SeContainer start(Class<?>... beans) {
        return SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(new TidewayExtension())
                .addBeanClasses(beans)
                .initialize();
    }

    private static ConnectionManager manager(SeContainer container) {
        return container.select(ConnectionManager.class).get();
    }

    private static long offset(ConnectionManager manager, String room) {
        return manager.room(room).position().toCompletableFuture().join().offset();
    }
}
