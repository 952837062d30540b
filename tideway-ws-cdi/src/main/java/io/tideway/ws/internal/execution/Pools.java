package io.tideway.ws.internal.execution;

import io.tideway.ws.Dispatch;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Holds a node's threads by their purpose, so that code of the application that blocks holds up nothing but such code.
 *
 * @param upkeep runs pings and clean-up, never code of the application
 * @param closing ends connections whose peer or container does not answer, which may block for seconds; never code of the
 *     application
 * @param completions completes the application's stages, and so runs its continuations; also asynchronous observers; threads that wait for such a stage
 *     are never of this pool
 * @param application runs callbacks and observers that have no thread of the container's
 * @param callbacks gives the threads for callbacks, for each dispatch except {@link Dispatch#CONTAINER}
 */
public record Pools(
        ReliableExecutor upkeep,
        ReliableExecutor closing,
        ReliableExecutor completions,
        ReliableExecutor application,
        Function<Dispatch, ReliableExecutor> callbacks) {

    /** Returns the same pools, except that stages complete elsewhere. */
    public Pools withCompletions(Executor other) {
        return new Pools(upkeep, closing, ReliableExecutor.of(other), application, callbacks);
    }

    /** Runs everything on one executor. */
    public static Pools of(Executor executor) {
        ReliableExecutor one = ReliableExecutor.of(executor);
        return new Pools(one, one, one, one, dispatch -> one);
    }
}
