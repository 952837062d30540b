package io.tideway.ws.it.standalone;

import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.it.contract.app.Journal;
import io.tideway.ws.junit.TidewayExtension;
import io.tideway.ws.tyrus.TidewayServer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;

/**
 * Starts a server with the beans that are nested classes of a test and no other.
 *
 * <p>The examples are on the class path, too: their endpoints and their timer would show in counts and limits.
 */
final class NestedBeans
        implements BeforeAllCallback,
                AfterAllCallback,
                AfterEachCallback,
                TestInstancePostProcessor,
                ParameterResolver {
    private TidewayExtension tideway;

    @Override
    public void beforeAll(ExtensionContext context) {
        Class<?>[] beans = Stream.of(context.getRequiredTestClass().getDeclaredClasses())
                .filter(nested -> nested.isAnnotationPresent(WebSocketEndpoint.class)
                        || nested.isAnnotationPresent(ApplicationScoped.class))
                .toArray(Class<?>[]::new);
        tideway = TidewayExtension.of(
                TidewayServer.builder().port(0).discovery(false).beans(beans).beans(Journal.class));
        tideway.beforeAll(context);
    }

    @Override
    public void postProcessTestInstance(Object test, ExtensionContext context) {
        tideway.postProcessTestInstance(test, context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return tideway.supportsParameter(parameter, context);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return tideway.resolveParameter(parameter, context);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        tideway.afterEach(context);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        tideway.afterAll(context);
    }
}
