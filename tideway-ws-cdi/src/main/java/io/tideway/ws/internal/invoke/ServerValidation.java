package io.tideway.ws.internal.invoke;

import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Validates by the application's provider of Jakarta Validation; finds nothing wrong where there is none. A provider
 * among the application's jars is started at deployment if a method has constraints, so that one that cannot start is
 * seen there; else, as the server's own, it is looked for at first use, so an application without constraints does not
 * wait for it. Thread-safe.
 */
public final class ServerValidation implements ArgumentValidation {
    private final BeanManager beans;
    private final CreationalContext<?> owner;
    private volatile @Nullable ArgumentValidation found;

    /** Looks in the beans of an application. */
    public ServerValidation(BeanManager beans, CreationalContext<?> owner) {
        this.beans = beans;
        this.owner = owner;
    }

    /**
     * Prepares for the calls of a method, at deployment and with the application's class loader; says so where nothing
     * checks its constraints.
     *
     * @param target the class of the handler
     * @param problems takes what fails the deployment
     */
    void prepare(Class<?> target, Method method, Consumer<String> problems) {
        if (found != null || !hasApi() || JakartaValidation.isBean(beans)) {
            return;
        }
        try {
            if (!ParameterConstraints.areOn(target, method)) {
                return;
            }
            Optional<ArgumentValidation> provider = JakartaValidation.ofProvider();
            if (provider.isEmpty()) {
                InvokeMessages.noValidationProvider(method);
            }
            found = provider.orElse(NONE);
        } catch (RuntimeException | LinkageError e) {
            problems.accept(InvokeMessages.noValidation(method, e));
            found = NONE; // one report for all methods
        }
    }

    /** Called in the application's context, by whose class loader it finds a provider that is not a bean. */
    @Override
    public List<String> violations(Object target, Method method, @Nullable Object... arguments) {
        ArgumentValidation known = found;
        if (known == null) {
            known = hasApi() ? JakartaValidation.find(beans, owner) : NONE;
            found = known;
        }
        return known.violations(target, method, arguments);
    }

    /** Tells whether the classes can be loaded that use the API. */
    private static boolean hasApi() {
        try {
            Class.forName("jakarta.validation.Validation", false, ServerValidation.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError none) {
            return false;
        }
    }
}
