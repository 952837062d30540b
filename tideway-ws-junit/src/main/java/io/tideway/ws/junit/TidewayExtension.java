package io.tideway.ws.junit;

import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.junit.internal.InstanceLeftovers;
import io.tideway.ws.junit.internal.Leftovers;
import io.tideway.ws.tyrus.TidewayServer;
import io.tideway.ws.tyrus.internal.beans.ProjectDirectories;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.reflect.Constructor;
import java.net.URI;
import java.security.CodeSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Starts a server for the tests of a class, as {@link TidewayTest} does, with more settings than that annotation has.
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
        if (stored(context, TidewayServer.class) == null) {
            start(context);
        }
    }

    private TidewayServer start(ExtensionContext context) {
        Class<?> test = context.getRequiredTestClass();
        TidewayServer server = (description != null ? description : describe(test)).start();
        InstanceLeftovers instances = new InstanceLeftovers();
        context.getStore(SPACE).put(TidewayServer.class, server);
        context.getStore(SPACE).put(InstanceLeftovers.class, instances);
        Leftovers.of(context).add(server::close);
        Leftovers.of(context).add(instances::clear);
        return server;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Leftovers.of(context).clear();
        InstanceLeftovers instances = stored(context, InstanceLeftovers.class);
        if (instances != null) {
            instances.clear(context.getRequiredTestInstances().getAllInstances());
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Leftovers.of(context).clear();
    }

    @Override
    public void postProcessTestInstance(Object test, ExtensionContext context) {
        BeanManager beans = server(context).container().getBeanManager();
        InstanceLeftovers instances = instances(context);
        Leftovers leftovers = instances.take();
        if (context.getTestInstanceLifecycle().equals(Optional.of(Lifecycle.PER_CLASS))) {
            Leftovers.of(context).add(leftovers::clear);
        } else {
            instances.keep(test, leftovers);
        }
        inject(test, beans, leftovers);
    }

    private static <T> void inject(T test, BeanManager beans, Leftovers leftovers) {
        CreationalContext<T> creation = beans.createCreationalContext(null);
        @SuppressWarnings("unchecked") // getClass() of a T
        Class<T> type = (Class<T>) test.getClass();
        beans.getInjectionTargetFactory(beans.createAnnotatedType(type))
                .createInjectionTarget(null)
                .inject(test, creation);
        leftovers.add(creation::release);
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
        Leftovers user = parameter.getDeclaringExecutable() instanceof Constructor
                ? instances(context).beingMade()
                : Leftovers.of(context);
        user.add(client::close);
        return client;
    }

    private TidewayServer server(ExtensionContext context) {
        TidewayServer server = stored(context, TidewayServer.class);
        if (server != null) {
            return server;
        }
        if (context.getTestMethod().isPresent()) {
            throw new IllegalStateException(Messages.noServer(context.getRequiredTestClass()));
        }
        // An instance that serves all tests of its class is made before the callbacks before all.
        return start(context);
    }

    private static InstanceLeftovers instances(ExtensionContext context) {
        return Objects.requireNonNull(stored(context, InstanceLeftovers.class));
    }

    private static <T> @Nullable T stored(ExtensionContext context, Class<T> type) {
        return context.getStore(SPACE).get(type, type);
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
