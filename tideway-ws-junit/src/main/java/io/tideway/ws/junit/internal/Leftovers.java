package io.tideway.ws.junit.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Holds what has to be closed at the end of one test or one class, the latest first.
 *
 * <p>Not JUnit's own closing of stored resources, which differs between its versions 5 and 6. Thread-safe.
 */
public final class Leftovers {

    private final Deque<Runnable> closings = new ArrayDeque<>(); // guarded by this

    /**
     * Returns those of a test or of a class.
     *
     * @param context of which
     * @return them
     */
    @SuppressWarnings("deprecation") // JUnit 5 has only this method; its replacement came with JUnit 6
    public static Leftovers of(ExtensionContext context) {
        // By the context's id, since a store also finds what is its parent's.
        ExtensionContext.Namespace own = ExtensionContext.Namespace.create(Leftovers.class, context.getUniqueId());
        return Objects.requireNonNull(
                context.getStore(own).getOrComputeIfAbsent(Leftovers.class, key -> new Leftovers(), Leftovers.class));
    }

    /**
     * Adds one.
     *
     * @param closing closes it
     */
    public synchronized void add(Runnable closing) {
        closings.push(closing);
    }

    /** Closes all. */
    public void clear() {
        for (Runnable closing = next(); closing != null; closing = next()) {
            closing.run();
        }
    }

    private synchronized @Nullable Runnable next() {
        return closings.poll();
    }
}
