package io.tideway.ws.internal.connection;

import io.tideway.ws.internal.delivery.RoomMemory;
import io.tideway.ws.internal.delivery.TextEncoder;
import io.tideway.ws.internal.outbound.Flusher;
import io.tideway.ws.internal.registry.ConnectionIds;
import io.tideway.ws.internal.registry.Listeners;
import io.tideway.ws.internal.registry.NodeMetrics;
import io.tideway.ws.internal.registry.Registry;
import io.tideway.ws.internal.threads.Pools;
import io.tideway.ws.internal.threads.RunningTime;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Holds what all connections of a deployment share.
 *
 * @param registry where they are known
 * @param metrics where they count
 * @param encoder what serialises JSON
 * @param listeners learn of connections
 * @param failures learn of callbacks that throw
 * @param slowConsumers tells the listeners of full outbound queues
 * @param log what logs lines that may repeat quickly
 * @param pools where its tasks run
 * @param flusher what writes broadcasts, and goes on for threads that have written enough
 * @param clock the wall clock
 * @param nanos the monotonic clock, in nanoseconds
 * @param time the time in which the node was running, by which deadlines go
 * @param memory what rooms remember
 * @param ids makes the ids of connections
 */
public record ConnectionServices(
        Registry registry,
        NodeMetrics metrics,
        TextEncoder encoder,
        Listeners<ConnectionListener> listeners,
        Listeners<FailureListener> failures,
        SlowConsumerEvents slowConsumers,
        SummedLog log,
        Pools pools,
        Flusher flusher,
        InstantSource clock,
        LongSupplier nanos,
        RunningTime time,
        RoomMemory memory,
        ConnectionIds ids) {}
