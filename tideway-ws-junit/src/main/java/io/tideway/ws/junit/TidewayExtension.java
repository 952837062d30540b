package io.tideway.ws.junit;

import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.junit.internal.Leftovers;
import io.tideway.ws.tyrus.TidewayServer;
import io.tideway.ws.tyrus.internal.beans.ProjectDirectories;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.BeanManager;
import java.net.URI;
import java.security.CodeSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Does what {@link TidewayTest} says; by itself it serves tests that need more than that annotation has to offer.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final TidewayExtension tideway =
 *         TidewayExtension.of(TidewayServer.builder().port(0).contextPath("/app").beans(Chat.class));
 * }</pre>
 *
 * <p>The server starts before the first test of the class and stops after the last. Thread-safe: tests may run in
 * parallel.
 */
public final class TidewayExtension
        implements BeforeAllCallback,
                AfterAllCallback,
                AfterEachCallback,
                TestInstancePostProcessor,
                ParameterResolver {

    private static final ExtensionContext.Namespace SPACE = ExtensionContext.Namespace.create(TidewayExtension.class);

    private final TidewayServer.@Nullable Builder description;

    /** Makes the extension that {@link TidewayTest} registers. */
    TidewayExtension() {
        this(null);
    }

    private TidewayExtension(TidewayServer.@Nullable Builder description) {
        this.description = description;
    }

    /**
     * Makes an extension for a server of your own description; register it in a static field.
     *
     * @param description the server, best with {@code port(0)}
     * @return the extension
     */
    public static TidewayExtension of(TidewayServer.Builder description) {
        return new TidewayExtension(description);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (context.getStore(SPACE).get(TidewayServer.class) == null) {
            Class<?> test = context.getRequiredTestClass();
            TidewayServer server = (description != null ? description : describe(test)).start();
            context.getStore(SPACE).put(TidewayServer.class, server);
            Leftovers.of(context).add(server::close);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Leftovers.of(context).clear();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Leftovers.of(context).clear();
    }

    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
        // So that what a constructor was given is closed after each test, too.
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public void postProcessTestInstance(Object test, ExtensionContext context) {
        inject(test, server(context).container().getBeanManager(), context);
    }

    private static <T> void inject(T test, BeanManager beans, ExtensionContext context) {
        CreationalContext<T> creation = beans.createCreationalContext(null);
        @SuppressWarnings("unchecked") // getClass() of a T
        Class<T> type = (Class<T>) test.getClass();
        beans.getInjectionTargetFactory(beans.createAnnotatedType(type))
                .createInjectionTarget(null)
                .inject(test, creation);
        Leftovers.of(context).add(creation::release);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == TidewayServer.class || type == URI.class || type == TestClient.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        TidewayServer server = server(context);
        if (type == TidewayServer.class) {
            return server;
        }
        if (type == URI.class) {
            return server.uri();
        }
        TestClient client = TestClient.to(server);
        Leftovers.of(context).add(client::close);
        return client;
    }

    private static TidewayServer server(ExtensionContext context) {
        TidewayServer server = context.getStore(SPACE).get(TidewayServer.class, TidewayServer.class);
        if (server == null) {
            throw new IllegalStateException(Messages.noServer(context.getRequiredTestClass()));
        }
        return server;
    }

    private static TidewayServer.Builder describe(Class<?> test) {
        Set<Class<?>> beans = new LinkedHashSet<>();
        AnnotationSupport.findAnnotation(test, TidewayTest.class)
                .ifPresent(annotation -> beans.addAll(List.of(annotation.beans())));
        for (Class<?> type = test; type != null; type = type.getSuperclass()) {
            Stream.of(type.getDeclaredClasses())
                    .filter(nested -> nested.isAnnotationPresent(WebSocketEndpoint.class))
                    .forEach(beans::add);
        }
        if (beans.isEmpty()) {
            // Without those of the tests: each test class may have its own handler for one path.
            beans.addAll(ProjectDirectories.beans(test.getClassLoader(), location(test)));
        }
        return TidewayServer.builder().port(0).beans(beans.toArray(Class<?>[]::new));
    }

    private static @Nullable URI location(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return source == null ? null : URI.create(source.getLocation().toString());
    }
}
