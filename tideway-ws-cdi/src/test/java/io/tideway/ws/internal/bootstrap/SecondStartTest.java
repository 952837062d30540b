package io.tideway.ws.internal.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tideway.ws.internal.endpoint.HostContainer;
import jakarta.websocket.server.ServerContainer;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A deployment is started a second time, in the container of the first start. */
class SecondStartTest {
    private final StartState state = new StartState();
    private final HostContainer container = container();
    private final FutureTask<Boolean> second = new FutureTask<>(() -> state.beginStart(container, ""));
    private final Thread waiting = new Thread(second);

    @BeforeEach
    void begin() {
        assertThat(state.beginStart(container, "")).isTrue();
    }

    private void awaitWaiting() {
        waiting.setDaemon(true);
        waiting.start();
        await().atMost(Duration.ofMinutes(1)).until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
    }

    private Boolean secondStart() throws Exception {
        return second.get(60, TimeUnit.SECONDS);
    }

    @Test
    void theSecondStartWaitsForTheFirst() throws Exception {
        awaitWaiting();
        assertThat(second.isDone()).isFalse();
        state.succeeded();
        state.endStart();
        assertThat(secondStart()).isFalse();
    }

    @Test
    void theSecondStartFailsWhereItsWaitIsInterrupted() {
        awaitWaiting();
        waiting.interrupt();
        assertThatThrownBy(this::secondStart)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("TIDEWAY-592");
    }

    @Test
    void theSecondStartFailsWhereTheFirstDoes() {
        awaitWaiting();
        state.endStart();
        assertThatThrownBy(this::secondStart).cause().hasMessageContaining("TIDEWAY-593");
    }

    @Test
    void aStartWithinTheStartDoesNothing() {
        assertThat(state.beginStart(container, "")).isFalse();
    }

    private static HostContainer container() {
        return new HostContainer((ServerContainer) Proxy.newProxyInstance(
                ServerContainer.class.getClassLoader(),
                new Class<?>[] {ServerContainer.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> 1;
                    default -> null;
                }));
    }
}
