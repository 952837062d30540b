package io.tideway.ws.internal.bootstrap;

import io.tideway.ws.internal.broker.MemoryBus;
import io.tideway.ws.internal.delivery.RoomMemory;
import io.tideway.ws.spi.Broker;
import java.time.Duration;

/**
 * Connects a node to the broker in memory, which exists from the beginning.
 *
 * @param bus what keeps logs and presence
 * @param broker what connects to it
 * @param memory what uses it
 */
record SingleNodeLink(MemoryBus bus, Broker broker, RoomMemory memory) implements NodeLink {
    @Override
    public void start() {}

    @Override
    public void abandonStart() {}

    @Override
    public void upkeep() {
        if (memory.isUsed()) {
            bus.expire();
        }
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public void stop(Duration budget) {
        var unused = broker.stop();
    }
}
