package io.tideway.ws.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.internal.execution.ReliableExecutor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class InboxTest {
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final ReliableExecutor workers = ReliableExecutor.of(tasks::add);
    private final List<String> ran = new ArrayList<>();

    @Test
    void nothingRunsAfterTheLastCallback() {
        Inbox inbox = new Inbox(10, null, workers);
        inbox.submitLast(() -> ran.add("last"));
        inbox.submit(() -> ran.add("late"));
        tasks.remove().run();
        inbox.submit(() -> ran.add("later"));
        assertThat(ran).containsExactly("last");
        assertThat(tasks).isEmpty();
    }

    @Test
    void theLastCallbackComesAfterAllThatWait() {
        Inbox inbox = new Inbox(10, workers, workers);
        inbox.submit(() -> ran.add("first"));
        inbox.submit(() -> ran.add("second"));
        inbox.submitLast(() -> ran.add("last"));
        tasks.remove().run();
        assertThat(ran).containsExactly("first", "second", "last");
    }
}
