package io.tideway.ws.it.contract.app;

import jakarta.transaction.UserTransaction;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Looks up what a server offers its applications; a lookup finds nothing where injection would fail the deployment. */
final class ServerResources {
    private ServerResources() {}

    static Optional<Executor> executor() {
        return lookUp("java:comp/DefaultManagedExecutorService").map(Executor.class::cast);
    }

    static Optional<ScheduledExecutorService> scheduler() {
        return lookUp("java:comp/DefaultManagedScheduledExecutorService").map(ScheduledExecutorService.class::cast);
    }

    /** Returns the transaction of the calling thread, which a server without Jakarta Transactions does not have. */
    static UserTransaction transaction() {
        return lookUp("java:comp/UserTransaction")
                .map(UserTransaction.class::cast)
                .orElseThrow();
    }

    /**
     * Returns how many of the three namespaces of an application can be looked up: of the component, module,
     * application.
     */
    static long names() {
        return Stream.of("java:comp/DefaultManagedExecutorService", "java:module/ModuleName", "java:app/AppName")
                .filter(name -> lookUp(name).isPresent())
                .count();
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
