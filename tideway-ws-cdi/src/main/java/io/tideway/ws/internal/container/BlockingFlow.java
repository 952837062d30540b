package io.tideway.ws.internal.container;

import java.util.function.BooleanSupplier;

/** Stops a container that reads on by keeping its thread, where that thread is of a pool that runs no callbacks of ours. */
final class BlockingFlow implements InboundFlow {
    @Override
    public boolean stoppable() {
        return true;
    }

    @Override
    public synchronized void stop(BooleanSupplier full) {
        try {
            while (full.getAsBoolean()) {
                wait();
            }
        } catch (InterruptedException serverStops) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized void resume() {
        notifyAll();
    }
}
