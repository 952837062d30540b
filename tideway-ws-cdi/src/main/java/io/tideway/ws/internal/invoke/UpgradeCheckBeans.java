package io.tideway.ws.internal.invoke;

import io.tideway.ws.ConnectionScoped;
import io.tideway.ws.internal.upgrade.UpgradeChecks.Named;
import io.tideway.ws.spi.UpgradeCheck;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.Prioritized;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Finds the application's upgrade checks; each bean of the type is one, whatever its qualifiers. */
public final class UpgradeCheckBeans {
    private static final int DEFAULT_PRIORITY = 2500; // that of an observer

    private final BeanManager beans;
    private final CreationalContext<?> owner;

    /**
     * Prepares the search.
     *
     * @param owner ends the dependent checks
     */
    public UpgradeCheckBeans(BeanManager beans, CreationalContext<?> owner) {
        this.beans = beans;
        this.owner = owner;
    }

    /**
     * Returns the checks in their order; reports those that cannot be used.
     *
     * @param checks the application's beans that are checks, as the extension has seen them: a lookup by type does not
     *     reach the beans of a WAR's classes on every server
     */
    public List<Named> of(Collection<Bean<?>> checks, Consumer<String> problems) {
        return checks.stream()
                .sorted(Comparator.<Bean<?>>comparingInt(UpgradeCheckBeans::priority)
                        .thenComparing(bean -> bean.getBeanClass().getName()))
                .map(bean -> reference(bean, problems))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Named> reference(Bean<?> bean, Consumer<String> problems) {
        String type = bean.getBeanClass().getName();
        if (bean.getScope() == ConnectionScoped.class) {
            problems.accept(InvokeMessages.checkInConnectionScope(type));
            return Optional.empty();
        }
        try {
            UpgradeCheck check = (UpgradeCheck) beans.getReference(bean, UpgradeCheck.class, owner);
            return Optional.of(new Named("the upgrade check " + type, check));
        } catch (RuntimeException e) {
            problems.accept(InvokeMessages.noCheck(type, e));
            return Optional.empty();
        }
    }

    private static int priority(Bean<?> bean) {
        if (bean instanceof Prioritized prioritized) {
            return prioritized.getPriority();
        }
        Priority priority = bean.getBeanClass().getAnnotation(Priority.class);
        return priority == null ? DEFAULT_PRIORITY : priority.value();
    }
}
