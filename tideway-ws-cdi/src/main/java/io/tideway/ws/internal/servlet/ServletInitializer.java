package io.tideway.ws.internal.servlet;

import io.tideway.ws.WebSocketEndpoint;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.annotation.HandlesTypes;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Adds the upgrade filter and the listener that starts the endpoints.
 *
 * <p>An initializer rather than annotations, since it also serves a WAR with {@code metadata-complete="true"}; it
 * starts nothing itself, since CDI is not up yet on some servers. The server's search for the annotation, which does
 * without CDI, shows which handlers CDI has missed.
 */
@HandlesTypes(WebSocketEndpoint.class)
public final class ServletInitializer implements ServletContainerInitializer {
    @Override
    public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
        JettyFilter.ensure(context);
        context.addListener(new DeploymentListener(classes == null ? Set.of() : classes));
        FilterRegistration.Dynamic filter = context.addFilter(UpgradeFilter.class.getName(), new UpgradeFilter());
        if (filter != null) {
            filter.setAsyncSupported(true);
            // Before the application's own, so that what they wrap around an upgrade does not hide it from the gate.
            filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
        }
    }
}
