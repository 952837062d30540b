package io.tideway.ws.redis.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.junit.internal.RecordingListener;
import io.tideway.ws.spi.Broker;
import io.tideway.ws.spi.Channel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.awaitility.Awaitility;

/** A broker of one node with what it has told, which is stopped at the end. */
final class StartedBroker implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final Broker broker;
    final RecordingListener listener = new RecordingListener();

    private StartedBroker(Broker broker) {
        this.broker = broker;
    }

    /** Starts a broker and waits until it is connected. */
    static StartedBroker of(String nodeId, Function<String, Optional<String>> settings) {
        StartedBroker started = starting(nodeId, settings);
        started.awaitStates("connected");
        return started;
    }

    /** Starts a broker that need not reach its server. */
    static StartedBroker starting(String nodeId, Function<String, Optional<String>> settings) {
        StartedBroker started = new StartedBroker(
                new RedisBrokerProvider().broker(nodeId, settings).orElseThrow());
        CompletionStage<Void> unused = started.broker.start(started.listener);
        return started;
    }

    static <T> T result(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw new AssertionError("the stage completed exceptionally: " + failed.getCause(), failed.getCause());
        } catch (TimeoutException late) {
            throw new AssertionError("the stage has not completed within " + PATIENCE, late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    void subscribe(Channel channel) {
        result(broker.subscribe(channel));
    }

    /** Lists the texts that have arrived on a channel. */
    List<String> texts(Channel channel) {
        return listener.on(channel).stream()
                .map(arrival -> new String(arrival.data(), StandardCharsets.UTF_8))
                .toList();
    }

    /** Waits until the listener has been told exactly this, in this order. */
    void awaitStates(String... states) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(listener.states()).containsExactly(states));
    }

    /** Waits until the latest that the listener has been told is this. */
    void awaitState(String state) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> !listener.states().isEmpty()
                        && listener.states().get(listener.states().size() - 1).equals(state));
    }

    void awaitText(Channel channel, String text) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(texts(channel)).contains(text));
    }

    /** Publishes a text and waits until it has arrived here. */
    void assertDelivers(Channel channel, String text) {
        result(broker.publish(channel, bytes(text)));
        awaitText(channel, text);
    }

    @Override
    public void close() {
        result(broker.stop());
    }
}
