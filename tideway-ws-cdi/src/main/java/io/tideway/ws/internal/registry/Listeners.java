package io.tideway.ws.internal.registry;

import io.tideway.ws.internal.threads.UnexpectedErrors;
import java.util.List;
import java.util.function.Consumer;

/**
 * Tells every listener of a list, in its order, whatever one of them throws.
 *
 * @param all the listeners
 */
public record Listeners<L>(List<L> all) {
    /** Copies the list. */
    public Listeners {
        all = List.copyOf(all);
    }

    /** Tells every listener; never throws. */
    public void tell(Consumer<? super L> event) {
        for (L listener : all) {
            try {
                event.accept(listener);
            } catch (Throwable e) {
                UnexpectedErrors.report(e);
            }
        }
    }
}
