package io.tideway.ws.internal.invoke;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.Extension;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Reads the access rules of handlers in a CDI container that lives as long as the test class. */
final class HandlerRules implements BeforeAllCallback, AfterAllCallback {
    static final List<String> ROLES = List.of("guest", "user", "admin");

    private final SeContainerInitializer initializer =
            SeContainerInitializer.newInstance().disableDiscovery().addBeanClasses(HandlerRules.class);
    private @Nullable SeContainer container;

    HandlerRules() {}

    /** Adds a CDI extension and a bean for it. */
    HandlerRules(Extension extension, Class<?> bean) {
        initializer.addExtensions(extension).addBeanClasses(bean);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        container = initializer.initialize();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        running().close();
    }

    AccessRules of(Class<?> handler) {
        BeanManager beans = running().getBeanManager();
        return new AccessRules(beans, beans.createAnnotatedType(handler));
    }

    /** Returns the roles that may send to a handler once connected. */
    List<String> admitted(Class<?> handler) {
        return admitted(of(handler));
    }

    List<String> admitted(AnnotatedType<?> handler) {
        return admitted(new AccessRules(running().getBeanManager(), handler));
    }

    private static List<String> admitted(AccessRules rules) {
        Callback called = rules.ofText() == Callback.JSON ? Callback.JSON : Callback.MESSAGE;
        return ROLES.stream()
                .filter(role -> rules.on(called).admits(role::equals))
                .toList();
    }

    private SeContainer running() {
        if (container == null) {
            throw new IllegalStateException("before the first test");
        }
        return container;
    }
}
