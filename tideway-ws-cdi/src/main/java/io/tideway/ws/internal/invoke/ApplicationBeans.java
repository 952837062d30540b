package io.tideway.ws.internal.invoke;

import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Looks up beans of the application that is starting; on the thread that starts it. */
public final class ApplicationBeans {
    private static final String BEAN_MANAGER = "java:comp/BeanManager";

    private ApplicationBeans() {}

    /**
     * Returns the application's bean of a type.
     *
     * @throws IllegalStateException if CDI is not active in the application
     */
    public static <T> T get(Class<T> type) {
        return beanManager().createInstance().select(type).get();
    }

    /**
     * Prefers the naming context: {@code CDI.current()} of Weld works by class names, which the WARs of an EAR share.
     */
    @SuppressWarnings("BanJNDI") // the name is a constant of the platform
    private static BeanManager beanManager() {
        try {
            if (new InitialContext().lookup(BEAN_MANAGER) instanceof BeanManager beans) {
                return beans;
            }
        } catch (NamingException | RuntimeException | LinkageError noneHere) {
            // a servlet container to which CDI was added
        }
        try {
            return CDI.current().getBeanManager();
        } catch (IllegalStateException | LinkageError e) {
            throw new IllegalStateException(InvokeMessages.noCdi(), e);
        }
    }
}
