package io.tideway.ws.tyrus.junit;

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
final class Leftovers {

    private final Deque<Runnable> closings = new ArrayDeque<>(); // guarded by this

    @SuppressWarnings("deprecation") // JUnit 5 has only this method; its replacement came with JUnit 6
    static Leftovers of(ExtensionContext context) {
        // By the context's id, since a store also finds what is its parent's.
        ExtensionContext.Namespace own = ExtensionContext.Namespace.create(Leftovers.class, context.getUniqueId());
        return Objects.requireNonNull(
                context.getStore(own).getOrComputeIfAbsent(Leftovers.class, key -> new Leftovers(), Leftovers.class));
    }

    synchronized void add(Runnable closing) {
        closings.push(closing);
    }

    void clear() {
        for (Runnable closing = next(); closing != null; closing = next()) {
            closing.run();
        }
    }

    private synchronized @Nullable Runnable next() {
        return closings.poll();
    }
}
