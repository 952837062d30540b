package io.tideway.ws.internal.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReliableExecutorTest {
    private final List<String> ran = new ArrayList<>();

    static List<Throwable> refusals() {
        return List.of(
                new RejectedExecutionException("stopped"),
                new IllegalStateException("the application has stopped"),
                new OutOfMemoryError("unable to create native thread"),
                new Exception("checked"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void runsHereWhatTheExecutorRefuses(Throwable refusal) {
        ReliableExecutor.of(task -> sneak(refusal)).execute(() -> ran.add("once"));
        assertThat(ran).containsExactly("once");
    }

    @Test
    void runsATaskOnceThatThrowsInsideTheExecutor() {
        ReliableExecutor.of(Runnable::run).execute(() -> {
            ran.add("once");
            throw new AssertionError("as the test wants it");
        });
        assertThat(ran).containsExactly("once");
    }

    @Test
    void runsATaskOnceThatTheExecutorRunsAndRefuses() {
        Executor both = task -> {
            task.run();
            throw new RejectedExecutionException();
        };
        ReliableExecutor.of(both).execute(() -> ran.add("once"));
        assertThat(ran).containsExactly("once");
    }

    @Test
    void containsWhatATaskThrowsThatIsRunHere() {
        ReliableExecutor.of(task -> sneak(new RejectedExecutionException())).execute(() -> {
            throw new AssertionError("as the test wants it");
        });
    }

    @Test
    void isNotWrappedTwice() {
        ReliableExecutor reliable = ReliableExecutor.of(Runnable::run);
        assertThat(ReliableExecutor.of(reliable)).isSameAs(reliable);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable refusal) throws T {
        throw (T) refusal;
    }
}
