package io.tideway.ws.junit;

import io.tideway.ws.internal.broker.MemoryBus;
import io.tideway.ws.spi.Broker;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Runs the contract of brokers on the broker in memory. */
@Execution(ExecutionMode.CONCURRENT)
class MemoryBrokerContractTest extends BrokerContract {
    private final MemoryBus bus = new MemoryBus(System::nanoTime, 64 * 1024 * 1024);

    @Override
    protected Broker createBroker(String nodeId) {
        return bus.node();
    }
}
