package io.tideway.ws.it.contract.app;

import java.util.List;

/** Lists the classes of the application, for whoever packs or starts it. */
public final class ContractApplication {
    private static final List<Class<?>> BEANS = List.of(
            ApplicationReporter.class,
            Auditor.class,
            ConnectionReporter.class,
            ConnectionSheet.class,
            DependentReporter.class,
            Desk.class,
            Echo.class,
            EventClerk.class,
            Failing.class,
            Gatekeeper.class,
            Journal.class,
            Keeper.class,
            Limited.class,
            OpenShowcase.class,
            Orders.class,
            Probe.class,
            Pulse.class,
            RequestSheet.class,
            Showcase.class,
            Storm.class,
            Turnstile.class,
            Vault.class,
            Wall.class,
            Watched.class);

    private ContractApplication() {}

    public static Class<?>[] beans() {
        return BEANS.toArray(Class<?>[]::new);
    }
}
