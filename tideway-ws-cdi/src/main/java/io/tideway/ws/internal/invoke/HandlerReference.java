package io.tideway.ws.internal.invoke;

import io.tideway.ws.ConnectionScoped;
import io.tideway.ws.Handshake;
import io.tideway.ws.UpgradeDecision;
import io.tideway.ws.WebSocketHandler;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.reflect.Type;

/** Gives out a handler bean: its contextual reference, and an instance for a handshake that has no connection yet. */
public final class HandlerReference {
    private final BeanManager beans;
    private final Bean<?> bean;
    private final WebSocketHandler handler;

    /**
     * Obtains the reference.
     *
     * @param owner what a dependent handler lives as long as
     * @throws RuntimeException if CDI does not give the bean out as a handler
     */
    public HandlerReference(BeanManager beans, Bean<?> bean, CreationalContext<?> owner) {
        this.beans = beans;
        this.bean = bean;
        // A session bean with @LocalBean has the types of its classes only.
        Type type = bean.getTypes().contains(WebSocketHandler.class) ? WebSocketHandler.class : bean.getBeanClass();
        this.handler = SessionBeanHandler.isOne(bean)
                ? SessionBeanHandler.of(bean, () -> reference(beans, bean, type, owner))
                : reference(beans, bean, type, owner);
    }

    private static WebSocketHandler reference(BeanManager beans, Bean<?> bean, Type type, CreationalContext<?> owner) {
        return (WebSocketHandler) beans.getReference(bean, type, owner);
    }

    /** Returns the contextual reference, by which the scope and the interceptors of the bean apply. */
    public WebSocketHandler handler() {
        return handler;
    }

    /**
     * Calls {@code onUpgrade}.
     *
     * @throws Exception whatever it throws
     */
    public UpgradeDecision onUpgrade(Handshake handshake) throws Exception {
        if (bean.getScope() != ConnectionScoped.class) {
            return handler.onUpgrade(handshake);
        }
        return overridesOnUpgrade() ? onUpgradeOfItsOwn(bean, handshake) : UpgradeDecision.accept();
    }

    /** Tells whether an instance is needed, whose creation may cost something or fail without a connection. */
    private boolean overridesOnUpgrade() throws NoSuchMethodException {
        return bean.getBeanClass().getMethod("onUpgrade", Handshake.class).getDeclaringClass()
                != WebSocketHandler.class;
    }

    /** Asks an instance that lives as long as the handshake, since the connection's own cannot be there before it. */
    private <T> UpgradeDecision onUpgradeOfItsOwn(Bean<T> connectionScoped, Handshake handshake) throws Exception {
        CreationalContext<T> creation = beans.createCreationalContext(connectionScoped);
        T instance;
        try {
            instance = connectionScoped.create(creation);
        } catch (Throwable e) {
            creation.release(); // what was injected before it failed
            throw e;
        }
        try {
            return ((WebSocketHandler) instance).onUpgrade(handshake);
        } finally {
            connectionScoped.destroy(instance, creation);
        }
    }
}
