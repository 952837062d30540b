package io.tideway.ws.internal.bootstrap;

import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.Extension;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Says of a CDI container that its program starts the endpoints itself, so that no servlet container has to, and how
 * request scopes begin and end there.
 */
public final class ProgramHost implements Extension {
    private static final String SERVLETS = "jakarta.servlet.ServletContainerInitializer";

    private final Function<BeanManager, RequestContextController> requestScopes;

    /** Creates an extension without observers, for a program that leaves request scopes to CDI's own controllers. */
    public ProgramHost() {
        this(ProgramHost::controllerOfCdi);
    }

    /**
     * Creates an extension without observers.
     *
     * @param requestScopes makes controllers of request scopes; one serves one thread at a time, and many calls
     */
    public ProgramHost(Function<BeanManager, RequestContextController> requestScopes) {
        this.requestScopes = requestScopes;
    }

    /** Returns what makes controllers of request scopes: the program's, or CDI's own. */
    static Supplier<RequestContextController> requestScopes(BeanManager beans) {
        Function<BeanManager, RequestContextController> make =
                of(beans).map(host -> host.requestScopes).orElse(ProgramHost::controllerOfCdi);
        return () -> make.apply(beans);
    }

    private static RequestContextController controllerOfCdi(BeanManager beans) {
        return beans.createInstance().select(RequestContextController.class).get();
    }

    /** Tells whether neither a program nor a servlet container will start the endpoints. */
    static boolean isMissing(BeanManager beans, ClassLoader application) {
        return of(beans).isEmpty() && !hasServlets(application);
    }

    private static Optional<ProgramHost> of(BeanManager beans) {
        try {
            return Optional.ofNullable(beans.getExtension(ProgramHost.class));
        } catch (IllegalArgumentException noSuchExtension) {
            return Optional.empty();
        }
    }

    private static boolean hasServlets(ClassLoader loader) {
        try {
            return Class.forName(SERVLETS, false, loader) != null;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
