package io.tideway.ws.internal.container;

import java.util.function.BooleanSupplier;

/** Stops the reading of a container that any thread can switch off and on, with effect soon after. Thread-safe. */
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

    // Both keep the monitor while they switch, which neither blocks nor calls back: in the wrong order Tomcat would log
    // a warning, or the reading would stay off forever.

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
