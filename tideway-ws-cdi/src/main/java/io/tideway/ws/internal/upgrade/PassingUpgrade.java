package io.tideway.ws.internal.upgrade;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which admitted upgrade a thread is passing to the container, since some containers show the endpoint the
 * request as the client sent it rather than the one that carries the ticket. Thread-safe.
 */
final class PassingUpgrade {
    // Of this instance, not static: two applications may share one class loader.
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<UpgradeGate.Verdict.@Nullable Admitted> current = new ThreadLocal<>();

    void begin(UpgradeGate.Verdict.Admitted upgrade) {
        current.set(upgrade);
    }

    void end() {
        current.remove();
    }

    Optional<UpgradeGate.Verdict.Admitted> current() {
        return Optional.ofNullable(current.get());
    }
}
