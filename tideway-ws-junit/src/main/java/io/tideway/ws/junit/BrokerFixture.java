package io.tideway.ws.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tideway.ws.junit.internal.RecordingListener;
import io.tideway.ws.junit.internal.RecordingListener.Arrival;
import io.tideway.ws.spi.Broker;
import io.tideway.ws.spi.Channel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;

/** Starts the brokers of a contract's test and waits for what they do. */
abstract class BrokerFixture {
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /**
     * A started broker and what it has told.
     *
     * @param id the node's id
     * @param broker the broker
     * @param listener what it has told
     */
    record Node(String id, Broker broker, RecordingListener listener) {}

    private final List<Broker> started = new ArrayList<>();

    abstract Broker newBroker(String nodeId);

    /**
     * Says how many nodes of a cluster the tests may start.
     *
     * @return at least 1
     */
    protected abstract int mostNodes();

    /**
     * Says how long a test waits for what has to happen.
     *
     * @return a positive duration
     */
    protected abstract Duration patience();

    /** Starts one more node, of as many as the broker allows. */
    Node startNode() {
        assumeTrue(started.size() < mostNodes(), "needs a broker for more than " + started.size() + " nodes");
        String id = UUID.randomUUID().toString().replace("-", "");
        Broker broker = newBroker(id);
        started.add(broker);
        RecordingListener listener = new RecordingListener();
        result(broker.start(listener));
        return new Node(id, broker, listener);
    }

    /** Starts another node where the broker allows that; the same one otherwise. */
    Node otherNode(Node node) {
        return started.size() < mostNodes() ? startNode() : node;
    }

    @AfterEach
    void stopBrokers() {
        started.forEach(broker -> result(broker.stop()));
    }

    /** Returns a name that no other test uses, since brokers may outlive a test's data. */
    static String unique(String name) {
        return name + "-" + UUID.randomUUID();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] data) {
        return new String(data, StandardCharsets.UTF_8);
    }

    static List<String> texts(List<Arrival> arrivals) {
        return arrivals.stream().map(arrival -> text(arrival.data())).toList();
    }

    /** Waits for what a stage completes with. */
    <T> T result(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw new AssertionError("the stage completed exceptionally", failed.getCause());
        } catch (TimeoutException late) {
            throw new AssertionError("the stage has not completed within " + patience(), late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        }
    }

    /** Waits for the exception that a stage completes with. */
    Throwable failure(CompletionStage<?> stage) {
        try {
            Object value = stage.toCompletableFuture().get(patience().toMillis(), TimeUnit.MILLISECONDS);
            return fail("the stage was to complete exceptionally, but completed with " + value);
        } catch (ExecutionException failed) {
            return Objects.requireNonNull(failed.getCause());
        } catch (TimeoutException late) {
            throw new AssertionError("the stage has not completed within " + patience(), late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        }
    }

    /** Waits until exactly these texts have arrived on a channel. */
    void assertArrived(Node node, Channel channel, List<String> expected) {
        List<Arrival> arrivals = node.listener().await(channel, so -> so.size() >= expected.size(), patience());
        assertEquals(expected, texts(arrivals), () -> "what arrived on " + channel);
    }

    /** Asks again and again until the answer meets a condition. */
    <T> T eventually(Supplier<T> question, Predicate<T> expected) {
        long end = System.nanoTime() + patience().toNanos();
        while (true) {
            T answer = question.get();
            if (expected.test(answer)) {
                return answer;
            }
            if (System.nanoTime() - end > 0) {
                return fail("still " + answer + " after " + patience());
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /** Lets time pass, and meanwhile does something again and again. */
    static void during(Duration time, Runnable action) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - end < 0) {
            action.run();
            LockSupport.parkNanos(POLL_NANOS * 5);
        }
    }
}
