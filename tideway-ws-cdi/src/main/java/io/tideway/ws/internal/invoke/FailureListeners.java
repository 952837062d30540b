package io.tideway.ws.internal.invoke;

import io.tideway.ws.HandlerFailed;
import java.util.List;
import java.util.function.Consumer;

/**
 * Tells every listener of a failed callback; what a listener throws neither stops the others nor hides the failure.
 *
 * @param listeners called in their order, without a lock, on the thread of the callback
 */
public record FailureListeners(List<Consumer<HandlerFailed>> listeners) {
    /** Copies the listeners. */
    public FailureListeners {
        listeners = List.copyOf(listeners);
    }

    void failed(HandlerFailed event) {
        for (Consumer<HandlerFailed> listener : listeners) {
            try {
                listener.accept(event);
            } catch (Throwable e) {
                InvokeMessages.observerFailed(event, e);
            }
        }
    }
}
