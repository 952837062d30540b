package io.tideway.ws.internal.invoke;

import io.tideway.ws.WebSocketHandler;
import jakarta.enterprise.inject.spi.Bean;
import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Obtains the reference of a session bean with a business interface when it is needed first: Open Liberty cannot create
 * it before the deployment has ended (WELD-000079).
 */
final class SessionBeanHandler implements InvocationHandler {
    // By name, since an application may run without Jakarta Enterprise Beans.
    private static final Set<String> SESSION_BEANS = Set.of("jakarta.ejb.Singleton", "jakarta.ejb.Stateless");

    private final Supplier<WebSocketHandler> source;
    private volatile @Nullable WebSocketHandler reference;

    private SessionBeanHandler(Supplier<WebSocketHandler> source) {
        this.source = source;
    }

    /** Tells whether a bean is a session bean that has the types of its interfaces only. */
    static boolean isOne(Bean<?> bean) {
        return bean.getTypes().contains(WebSocketHandler.class)
                && !bean.getTypes().contains(bean.getBeanClass())
                && Stream.of(bean.getBeanClass().getAnnotations())
                        .map(Annotation::annotationType)
                        .anyMatch(type -> SESSION_BEANS.contains(type.getName()));
    }

    /**
     * Creates a handler with the interfaces of a bean.
     *
     * @param source obtains the reference; may be called more than once
     */
    static WebSocketHandler of(Bean<?> bean, Supplier<WebSocketHandler> source) {
        Class<?>[] interfaces = bean.getTypes().stream()
                .filter(type -> type instanceof Class<?> view
                        && view.isInterface()
                        && WebSocketHandler.class.isAssignableFrom(view))
                .toArray(Class<?>[]::new);
        return (WebSocketHandler) Proxy.newProxyInstance(
                bean.getBeanClass().getClassLoader(), interfaces, new SessionBeanHandler(source));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        WebSocketHandler target = reference;
        if (target == null) {
            target = source.get();
            reference = target;
        }
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
