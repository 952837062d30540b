package io.tideway.ws.internal.invoke;

import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Validates by the application's provider of Jakarta Validation; finds nothing wrong where there is none. The provider
 * is looked for at first use, so an application without constraints does not wait for it. Thread-safe.
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

    /** Called in the application's context, by whose class loader it finds a provider that is not a bean. */
    @Override
    public List<String> violations(Object target, Method method, @Nullable Object... arguments) {
        ArgumentValidation known = found;
        if (known == null) {
            known = find();
            found = known;
        }
        return known.violations(target, method, arguments);
    }

    private ArgumentValidation find() {
        try {
            return JakartaValidation.find(beans, owner);
        } catch (LinkageError noApi) {
            return NONE; // which only the other class uses
        }
    }
}
