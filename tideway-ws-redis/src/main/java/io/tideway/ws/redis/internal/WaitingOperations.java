package io.tideway.ws.redis.internal;

import io.tideway.ws.spi.BrokerException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Holds the operations that cannot be sent now, to send them in the order of the calls. Of the loop's thread. */
final class WaitingOperations {
    private final Deque<Operation<?>> waiting = new ArrayDeque<>();
    private final List<Operation<?>> refused = new ArrayList<>();
    private long sequence;

    /** Gives an operation its place in the order of the calls. */
    void number(Operation<?> operation) {
        operation.sequence = sequence++;
    }

    void add(Operation<?> operation) {
        waiting.add(operation);
    }

    /** Adds one that was sent already, to be sent again in its place. */
    void addAgain(Operation<?> operation) {
        refused.add(operation);
    }

    /** Takes out all of them in order; the receiver may add some again. */
    void drain(Consumer<Operation<?>> receiver) {
        List<Operation<?>> all = new ArrayList<>(refused);
        all.addAll(waiting);
        refused.clear();
        waiting.clear();
        all.sort(Comparator.comparingLong(operation -> operation.sequence));
        all.forEach(receiver);
    }

    /** Fails what has waited for too long. */
    void expire(long now, Supplier<BrokerException> cause) {
        expire(waiting, now, cause);
        expire(refused, now, cause);
    }

    /** Looks at all, since the order of the calls is not that of their ends. */
    private static void expire(Collection<Operation<?>> operations, long now, Supplier<BrokerException> cause) {
        operations.removeIf(operation -> {
            boolean late = now - operation.deadline > 0;
            if (late) {
                operation.fail(cause.get());
            }
            return late;
        });
    }

    void failAll(BrokerException cause) {
        drain(operation -> operation.fail(cause));
    }
}
