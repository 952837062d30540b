package io.tideway.ws.internal.container;

import java.util.function.BooleanSupplier;

/** Is a container whose reading has a switch that may be turned from any thread and takes effect soon. Thread-safe. */
public abstract class SwitchedFlow implements InboundFlow {
    private boolean stopped; // guarded by this

    /** Turns the reading off; called in turn with {@link #turnOn}, one at a time. Must not block. */
    protected abstract void turnOff();

    /** Turns the reading on again. Must not block. */
    protected abstract void turnOn();

    @Override
    public final boolean stoppable() {
        return true;
    }

    // Both keep the monitor while they turn the switch, which neither blocks nor calls back: a container takes two
    // turns in
    // the wrong order for a fault (Tomcat logs a warning), or would stay off for ever.

    @Override
    public final synchronized boolean stop(BooleanSupplier full) {
        if (!stopped && full.getAsBoolean()) {
            stopped = true;
            turnOff();
        }
        return true;
    }

    @Override
    public final synchronized void resume() {
        if (stopped) {
            stopped = false;
            turnOn();
        }
    }
}
