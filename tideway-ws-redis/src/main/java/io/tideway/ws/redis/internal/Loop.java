package io.tideway.ws.redis.internal;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs the tasks of one broker one after the other, on one thread of its own. */
final class Loop implements Executor {
    private final ScheduledThreadPoolExecutor thread;

    Loop(String nodeId) {
        thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread made = new Thread(task, "tideway-redis-" + nodeId);
            made.setDaemon(true);
            // Lettuce loads classes by it; that of the thread that starts the broker may be another application's.
            made.setContextClassLoader(Loop.class.getClassLoader());
            return made;
        });
        thread.setRemoveOnCancelPolicy(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Runs a task soon; not at all after the stop. */
    @Override
    public void execute(Runnable task) {
        if (!thread.isShutdown()) {
            thread.execute(guarded(task));
        }
    }

    void after(Duration delay, Runnable task) {
        if (!thread.isShutdown()) {
            ScheduledFuture<?> unused = thread.schedule(guarded(task), delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Passes a stage on, and fails if it takes too long. */
    <T> CompletionStage<T> within(Duration limit, CompletionStage<T> stage) {
        CompletableFuture<T> bounded = new CompletableFuture<>();
        stage.whenComplete((value, failure) -> {
            if (failure == null) {
                bounded.complete(value);
            } else {
                bounded.completeExceptionally(failure);
            }
        });
        after(
                limit,
                () -> bounded.completeExceptionally(
                        new IllegalStateException("no answer within " + limit.toMillis() + " ms")));
        return bounded;
    }

    void every(Duration period, Runnable task) {
        ScheduledFuture<?> unused = thread.scheduleWithFixedDelay(
                guarded(task), period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    void stop() {
        thread.shutdown();
    }

    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | Error failure) {
                RedisMessages.taskFailed(failure);
            }
        };
    }
}
