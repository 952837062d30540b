package io.tideway.ws.internal.invoke;

import io.tideway.ws.ConnectionScoped;
import io.tideway.ws.Handshake;
import io.tideway.ws.UpgradeDecision;
import io.tideway.ws.WebSocketHandler;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;

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
        this.handler = (WebSocketHandler) beans.getReference(bean, WebSocketHandler.class, owner);
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
        return bean.getScope() == ConnectionScoped.class
                ? onUpgradeOfItsOwn(bean, handshake)
                : handler.onUpgrade(handshake);
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
