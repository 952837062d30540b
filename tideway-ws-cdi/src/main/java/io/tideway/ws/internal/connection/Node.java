package io.tideway.ws.internal.connection;

import io.tideway.ws.Dispatch;
import io.tideway.ws.internal.registry.NodeMetrics;
import io.tideway.ws.internal.registry.Registry;
import io.tideway.ws.internal.registry.TextEncoder;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Holds what all connections of a deployment share.
 *
 * @param registry where they are known
 * @param metrics where they count
 * @param encoder what serialises JSON
 * @param events who is told
 * @param workers where foreign code runs that has no thread of the container's
 * @param dispatchers where callbacks run, for each dispatch but {@link Dispatch#CONTAINER}
 * @param clock the wall clock
 * @param nanos the monotonic clock, in nanoseconds
 */
public record Node(
        Registry registry,
        NodeMetrics metrics,
        TextEncoder encoder,
        ConnectionEvents events,
        Executor workers,
        Function<Dispatch, Executor> dispatchers,
        InstantSource clock,
        LongSupplier nanos) {}
