package io.tideway.ws.internal.delivery;

import io.tideway.ws.internal.outbound.Flusher;
import io.tideway.ws.internal.registry.Listeners;
import io.tideway.ws.internal.registry.NodeMetrics;
import io.tideway.ws.internal.registry.Registry;
import io.tideway.ws.internal.threads.Pools;
import io.tideway.ws.spi.Broker;

/**
 * Holds what all rooms that remember share.
 *
 * @param registry where their members are
 * @param broker where their logs and their presence are
 * @param flusher what writes publications
 * @param listeners learn what happens in them
 * @param metrics where that counts
 * @param pools where code of the application runs
 */
public record LogContext(
        Registry registry,
        Broker broker,
        Flusher flusher,
        Listeners<RoomListener> listeners,
        NodeMetrics metrics,
        Pools pools) {}
