package io.tideway.ws.redis.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.spi.BrokerException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Shows how long operations wait, and in which order they go on. */
class WaitingOperationsTest {
    private final Budget budget = new Budget(100, 100);
    private final WaitingOperations waiting = new WaitingOperations();

    private Operation<String> operation(long deadline) {
        Operation<String> operation = new Operation<>(
                "key",
                0,
                budget,
                link -> {
                    throw new AssertionError("nothing is sent");
                },
                String::valueOf);
        waiting.number(operation);
        operation.deadline = deadline;
        return operation;
    }

    private void expireAt(long now) {
        waiting.expire(now, () -> new BrokerException("late"));
    }

    @Test
    void anOperationExpiresBeforeAnEarlierOneThatMayWaitLonger() {
        Operation<String> patient = operation(200);
        Operation<String> impatient = operation(100);
        waiting.add(patient);
        waiting.add(impatient);

        expireAt(101);

        assertThat(impatient.stage()).isCompletedExceptionally();
        assertThat(patient.stage()).isNotDone();
    }

    @Test
    void anOperationThatWaitsToBeSentAgainExpires() {
        Operation<String> refused = operation(100);
        waiting.addAgain(refused);

        expireAt(101);

        assertThat(refused.stage()).isCompletedExceptionally();
    }

    @Test
    void whatIsSentAgainComesInTheOrderOfTheCalls() {
        Operation<String> first = operation(100);
        Operation<String> second = operation(100);
        Operation<String> third = operation(100);
        waiting.add(third);
        waiting.addAgain(second);
        waiting.addAgain(first);

        List<Operation<?>> drained = new ArrayList<>();
        waiting.drain(drained::add);

        assertThat(drained).isEqualTo(List.of(first, second, third));
    }
}
