package io.tideway.ws.internal.invoke;

import jakarta.enterprise.context.control.RequestContextController;

/** A controller without a CDI container: it activates nothing. */
final class NoRequestScope implements RequestContextController {
    @Override
    public boolean activate() {
        return true;
    }

    @Override
    public void deactivate() {}
}
