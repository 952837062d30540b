package io.tideway.ws.it.contract.app;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Looks up what a server offers its applications; a look-up finds nothing where injection would fail the deployment. */
final class ServerResources {
    private ServerResources() {}

    static Optional<Executor> executor() {
        return lookUp("java:comp/DefaultManagedExecutorService").map(Executor.class::cast);
    }

    static Optional<ScheduledExecutorService> scheduler() {
        return lookUp("java:comp/DefaultManagedScheduledExecutorService").map(ScheduledExecutorService.class::cast);
    }

    @SuppressWarnings("BanJNDI") // the names are the platform's
    private static Optional<Object> lookUp(String name) {
        try {
            return Optional.of(new InitialContext().lookup(name));
        } catch (NamingException noneHere) {
            return Optional.empty();
        }
    }
}
