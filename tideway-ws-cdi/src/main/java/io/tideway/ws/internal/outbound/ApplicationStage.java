package io.tideway.ws.internal.outbound;

import io.tideway.ws.internal.threads.Pools;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives the application a stage that it cannot complete, and runs {@code thenRunAsync} and the like in the
 * application's context, which Java's own pool does not have.
 *
 * <p>The stages after it are of the same kind.
 */
public final class ApplicationStage<T> extends ApplicationFuture<T> {
    private final Executor completer;

    /**
     * Creates a stage that is not complete.
     *
     * @param completer where each caller's future completes, apart from the others'
     * @param application where the stages after it run
     */
    ApplicationStage(Executor completer, Executor application) {
        super(application);
        this.completer = completer;
    }

    /** Returns a stage for the application that ends as a stage of our own does. */
    public static <T> CompletionStage<T> of(CompletionStage<T> source, Pools pools) {
        ApplicationStage<T> stage = new ApplicationStage<>(pools.completions(), pools.continuations());
        CompletableFuture<T> future = source.toCompletableFuture();
        if (future.isDone()) {
            var unused = future.whenComplete(stage::finish);
        } else {
            var unused = future.whenCompleteAsync(stage::finish, pools.completions());
        }
        return stage;
    }

    private void finish(@Nullable T value, @Nullable Throwable failure) {
        if (failure == null) {
            super.complete(value);
        } else {
            super.completeExceptionally(
                    failure instanceof CompletionException && failure.getCause() != null
                            ? failure.getCause()
                            : failure);
        }
    }

    /** Completes the stage. */
    void finish(@Nullable T value) {
        super.complete(value);
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new ApplicationStage<>(completer, defaultExecutor());
    }

    /**
     * Returns a future of the caller's own, whose completion is a task of its own: what follows it holds up no other.
     */
    @Override
    public CompletableFuture<T> toCompletableFuture() {
        CompletableFuture<T> own = new ApplicationFuture<>(defaultExecutor());
        CompletionStage<T> unused = isDone()
                ? whenComplete((value, failure) -> pass(value, failure, own))
                : whenCompleteAsync((value, failure) -> pass(value, failure, own), completer);
        return own;
    }

    private static <T> void pass(@Nullable T value, @Nullable Throwable failure, CompletableFuture<T> own) {
        if (failure == null) {
            own.complete(value);
        } else {
            own.completeExceptionally(
                    failure instanceof CompletionException && failure.getCause() != null
                            ? failure.getCause()
                            : failure);
        }
    }

    @Override
    public boolean complete(T value) {
        throw notYours();
    }

    @Override
    public boolean completeExceptionally(Throwable failure) {
        throw notYours();
    }

    @Override
    public boolean cancel(boolean mayInterrupt) {
        throw notYours();
    }

    @Override
    public void obtrudeValue(T value) {
        throw notYours();
    }

    @Override
    public void obtrudeException(Throwable failure) {
        throw notYours();
    }

    @Override
    public CompletableFuture<T> completeAsync(Supplier<? extends T> supplier, Executor executor) {
        throw notYours();
    }

    @Override
    public CompletableFuture<T> completeAsync(Supplier<? extends T> supplier) {
        throw notYours();
    }

    @Override
    public CompletableFuture<T> orTimeout(long timeout, TimeUnit unit) {
        throw notYours();
    }

    @Override
    public CompletableFuture<T> completeOnTimeout(T value, long timeout, TimeUnit unit) {
        throw notYours();
    }

    private static UnsupportedOperationException notYours() {
        return new UnsupportedOperationException();
    }
}
