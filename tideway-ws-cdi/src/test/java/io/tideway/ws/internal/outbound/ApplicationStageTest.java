package io.tideway.ws.internal.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideway.ws.internal.threads.Pools;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class ApplicationStageTest {
    private final List<Runnable> tasks = new ArrayList<>();
    private final Executor application = tasks::add;
    private final List<String> done = new ArrayList<>();

    @Test
    void asynchronousStagesRunWhereTheApplicationsCodeDoes() {
        CompletionStage<Void> flushed = Flush.of(List.of(), Pools.of(application));
        CompletionStage<Void> unused =
                flushed.thenRunAsync(() -> done.add("first")).thenRunAsync(() -> done.add("second"));
        assertThat(done).isEmpty();
        tasks.remove(0).run();
        assertThat(done).containsExactly("first");
        tasks.remove(0).run();
        assertThat(done).containsExactly("first", "second");
        assertThat(tasks).isEmpty();
    }

    @Test
    void whatFollowsAStageNeverRunsOnTheThreadThatCompletesIt() {
        ApplicationStage<String> stage = new ApplicationStage<>(Runnable::run, application);
        CompletableFuture<String> own = stage.toCompletableFuture();
        CompletionStage<Void> unused = stage.thenRun(() -> done.add("stage"));
        CompletionStage<String> unusedToo = own.whenComplete((value, failure) -> done.add("own"));
        stage.finish("x");
        assertThat(own).isCompletedWithValue("x");
        assertThat(done).isEmpty();
        runTasks();
        assertThat(done).containsExactlyInAnyOrder("stage", "own");
    }

    @Test
    void eachCallersFutureCompletesAsATaskOfItsOwn() {
        List<Runnable> completions = new ArrayList<>();
        ApplicationStage<String> stage = new ApplicationStage<>(completions::add, application);
        CompletableFuture<String> mine = stage.toCompletableFuture();
        CompletableFuture<String> yours = stage.toCompletableFuture();
        stage.finish("x");
        assertThat(completions).hasSize(2);
        completions.remove(0).run();
        assertThat(List.of(mine, yours)).filteredOn(CompletableFuture::isDone).hasSize(1);
    }

    private void runTasks() {
        while (!tasks.isEmpty()) {
            tasks.remove(0).run();
        }
    }

    @Test
    void onlyTheSourceCompletesAStage() {
        ApplicationStage<String> stage = new ApplicationStage<>(Runnable::run, application);
        CompletableFuture<String> own = stage.toCompletableFuture();
        assertThatThrownBy(() -> stage.complete("x")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> stage.cancel(true)).isInstanceOf(UnsupportedOperationException.class);
        own.cancel(true);
        assertThat(stage.isDone()).isFalse();
        stage.finish("x");
        assertThat(stage.toCompletableFuture()).isCompletedWithValue("x");
    }
}
