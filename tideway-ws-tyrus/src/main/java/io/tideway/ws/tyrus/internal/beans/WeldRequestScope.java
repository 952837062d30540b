package io.tideway.ws.tyrus.internal.beans;

import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.Destroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.annotation.Annotation;
import java.util.Optional;
import org.jboss.weld.context.RequestContext;
import org.jboss.weld.context.unbound.UnboundLiteral;
import org.jboss.weld.manager.api.WeldManager;

/**
 * Begins and ends request scopes as Weld's own controller does.
 *
 * <p>That one makes a text of its name for each of its events, which hardly any application observes; the texts are
 * most of the garbage of a short callback. One thread uses an instance at a time.
 */
final class WeldRequestScope implements RequestContextController {
    private final WeldManager beans;
    private final RequestContext context;
    private final Optional<Event<Object>> initialized; // each is empty if nothing observes it
    private final Optional<Event<Object>> beforeDestroyed;
    private final Optional<Event<Object>> destroyed;
    private boolean activator;

    private WeldRequestScope(WeldManager beans) {
        this.beans = beans;
        this.context = beans.createInstance()
                .select(RequestContext.class, UnboundLiteral.INSTANCE)
                .get();
        this.initialized = observed(Initialized.Literal.REQUEST);
        this.beforeDestroyed = observed(BeforeDestroyed.Literal.REQUEST);
        this.destroyed = observed(Destroyed.Literal.REQUEST);
    }

    /** Makes a controller of a container, which has to be Weld. */
    static RequestContextController of(BeanManager beans) {
        return new WeldRequestScope((WeldManager) beans);
    }

    private Optional<Event<Object>> observed(Annotation moment) {
        return beans.resolveObserverMethods(toString(), moment).isEmpty()
                ? Optional.empty()
                : Optional.of(beans.getEvent().select(moment));
    }

    @Override
    public boolean activate() {
        if (beans.isContextActive(RequestScoped.class)) {
            return false;
        }
        context.activate();
        fire(initialized);
        activator = true;
        return true;
    }

    @Override
    public void deactivate() {
        if (!beans.isContextActive(RequestScoped.class)) {
            throw new ContextNotActiveException("no request scope is active");
        }
        if (activator) {
            activator = false;
            try {
                fire(beforeDestroyed);
                context.invalidate();
                context.deactivate();
            } finally {
                fire(destroyed);
            }
        }
    }

    private void fire(Optional<Event<Object>> event) {
        if (event.isPresent()) {
            event.get().fire(toString());
        }
    }
}
