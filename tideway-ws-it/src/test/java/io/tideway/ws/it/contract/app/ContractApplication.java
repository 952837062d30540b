package io.tideway.ws.it.contract.app;

import java.util.List;

/** Lists the classes of the application, for whoever packs or starts it. */
public final class ContractApplication {
    private static final List<Class<?>> BEANS = List.of(
            Announcements.class,
            ApplicationReporter.class,
            Auditor.class,
            Bell.class,
            BellTower.class,
            Cellar.class,
            CompressedMirror.class,
            ConnectionReporter.class,
            ConnectionSheet.class,
            ContextClerk.class,
            ContextConfigured.class,
            ContextOnContainer.class,
            ContextOnManaged.class,
            ContainerWeir.class,
            DependentReporter.class,
            Desk.class,
            Echo.class,
            EventClerk.class,
            Failing.class,
            Fountain.class,
            Gallery.class,
            Gatekeeper.class,
            Hall.class,
            Journal.class,
            Keeper.class,
            Limited.class,
            ManagedWeir.class,
            OpenShowcase.class,
            Mirror.class,
            Orders.class,
            Probe.class,
            Pulse.class,
            Rated.class,
            RequestSheet.class,
            Showcase.class,
            Storm.class,
            Study.class,
            Turnstile.class,
            Vault.class,
            Wall.class,
            Watched.class,
            Whereabouts.class);

    private ContractApplication() {}

    public static Class<?>[] beans() {
        return BEANS.toArray(Class<?>[]::new);
    }
}
