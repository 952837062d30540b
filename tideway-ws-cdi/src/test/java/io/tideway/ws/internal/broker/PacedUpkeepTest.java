package io.tideway.ws.internal.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.RoomOptions;
import io.tideway.ws.spi.Broker;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** A broker that does not answer for a while holds up what upkeep asks of it. */
class PacedUpkeepTest {
    private static final int ROOMS = 600; // more than there are calls at once

    private final Queue<Runnable> held = new ArrayDeque<>();
    private String holding = "";
    private String counted = "";
    private int calls;
    private final TwoNodes nodes = new TwoNodes(broker -> HookedBroker.around(broker, this::answer));

    private Object answer(Broker broker, Method method, Object[] arguments) {
        if (method.getName().equals(counted)) {
            calls++;
        }
        if (!method.getName().equals(holding)) {
            return HookedBroker.pass(broker, method, arguments);
        }
        CompletableFuture<Object> done = new CompletableFuture<>();
        Object answer = HookedBroker.pass(broker, method, arguments);
        held.add(() -> done.complete(
                ((CompletionStage<?>) answer).toCompletableFuture().join()));
        return done;
    }

    private void join(RoomOptions options) {
        for (int i = 0; i < ROOMS; i++) {
            nodes.here.roomOptions.put("r" + i, options);
            nodes.here.connect().joinRoom("r" + i);
        }
    }

    private void hold(String method) {
        holding = method;
        counted = method;
    }

    private void release() {
        holding = "";
        while (!held.isEmpty()) {
            held.remove().run();
        }
    }

    @Test
    void refreshesOfThePresenceDoNotPileUp() {
        join(RoomOptions.none().presence());
        hold("present");
        nodes.runFor(Duration.ofSeconds(66)); // six times the interval of refreshes
        release();
        assertThat(calls).isBetween(ROOMS, 2 * ROOMS);
    }

    @Test
    void renewalsOfLogsDoNotPileUp() {
        join(RoomOptions.none().history(10, Duration.ofMinutes(1)));
        hold("retain");
        nodes.runFor(Duration.ofMinutes(2));
        release();
        assertThat(calls).isBetween(ROOMS, 2 * ROOMS);
    }

    @Test
    void readsAfterRepeatedReconnectsDoNotPileUp() {
        join(RoomOptions.none().history(10, Duration.ofMinutes(1)));
        hold("read");
        for (int i = 0; i < 6; i++) {
            nodes.here.memory.updates().reconnected();
        }
        release();
        assertThat(calls).isBetween(ROOMS, 2 * ROOMS);
    }
}
