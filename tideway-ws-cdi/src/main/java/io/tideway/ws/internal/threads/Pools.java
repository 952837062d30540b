package io.tideway.ws.internal.threads;

import io.tideway.ws.Dispatch;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Holds a node's threads by their purpose, so that code of the application that blocks holds up nothing but such code.
 *
 * @param upkeep runs pings and clean-up, never code of the application
 * @param closing ends connections whose client or container does not answer, which may block for seconds; never code of
 *     the application
 * @param completions completes the application's stages; never its continuations, which may wait for another stage
 * @param continuations runs what the application has follow a stage
 * @param broker takes what a broker brings or answers to the connections; nothing of the application that may block
 * @param application runs callbacks and observers that have no thread of the container's
 * @param container runs callbacks on the calling thread, which is the container's
 * @param callbacks gives the threads for callbacks, for each dispatch except {@link Dispatch#CONTAINER}
 */
public record Pools(
        ReliableExecutor upkeep,
        ReliableExecutor closing,
        ReliableExecutor completions,
        ReliableExecutor continuations,
        ReliableExecutor broker,
        ReliableExecutor application,
        Executor container,
        Function<Dispatch, ReliableExecutor> callbacks) {

    /** Holds these threads, and leaves those of the container as they are. */
    public Pools(
            ReliableExecutor upkeep,
            ReliableExecutor closing,
            ReliableExecutor completions,
            ReliableExecutor continuations,
            ReliableExecutor broker,
            ReliableExecutor application,
            Function<Dispatch, ReliableExecutor> callbacks) {
        this(upkeep, closing, completions, continuations, broker, application, Runnable::run, callbacks);
    }

    /**
     * Returns the same pools, except that stages complete, what follows them runs, and what a broker brings is taken,
     * elsewhere.
     */
    public Pools withStagesOn(Executor otherCompletions, Executor otherContinuations, Executor otherBroker) {
        return new Pools(
                upkeep,
                closing,
                ReliableExecutor.of(otherCompletions),
                ReliableExecutor.of(otherContinuations),
                ReliableExecutor.of(otherBroker),
                application,
                container,
                callbacks);
    }

    /** Runs everything on one executor. */
    public static Pools of(Executor executor) {
        ReliableExecutor one = ReliableExecutor.of(executor);
        return new Pools(one, one, one, one, one, one, dispatch -> one);
    }
}
