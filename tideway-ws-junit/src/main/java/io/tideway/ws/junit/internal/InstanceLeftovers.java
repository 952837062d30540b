package io.tideway.ws.junit.internal;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Holds what has to be closed once an instance of a test class has served its test.
 *
 * <p>JUnit hands the context of the class to a constructor, and lets an extension ask for that of the test from 5.12 on
 * only. It calls the constructor and then the post-processors on one thread, so what a thread has collected belongs to
 * the instance that is post-processed next on it. Thread-safe.
 */
public final class InstanceLeftovers {

    private final Map<Thread, Leftovers> beingMade = new ConcurrentHashMap<>();
    private final Map<Object, Leftovers> made = Collections.synchronizedMap(new IdentityHashMap<>());

    /**
     * Returns those of the instance that this thread makes.
     *
     * @return them
     */
    public Leftovers beingMade() {
        return beingMade.computeIfAbsent(Thread.currentThread(), thread -> new Leftovers());
    }

    /**
     * Hands over those of the instance that this thread has made.
     *
     * @return them; the caller closes them
     */
    public Leftovers take() {
        Leftovers taken = beingMade();
        beingMade.remove(Thread.currentThread());
        return taken;
    }

    /**
     * Keeps the leftovers of an instance until it has served its test.
     *
     * @param test the instance
     * @param leftovers its leftovers
     */
    public void keep(Object test, Leftovers leftovers) {
        made.put(test, leftovers);
    }

    /**
     * Closes those of instances that have served their test.
     *
     * @param tests the instances, the outermost first
     */
    public void clear(List<Object> tests) {
        for (int i = tests.size() - 1; i >= 0; i--) {
            Leftovers leftovers = made.remove(tests.get(i));
            if (leftovers != null) {
                leftovers.clear();
            }
        }
    }

    /** Closes all that is left, as of an instance whose constructor failed. */
    public void clear() {
        beingMade.values().forEach(Leftovers::clear);
        beingMade.clear();
        List.copyOf(made.values()).forEach(Leftovers::clear);
        made.clear();
    }
}
