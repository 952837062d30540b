package io.tideway.ws.internal.options;

import io.tideway.ws.EndpointOptions;
import io.tideway.ws.WebSocketEndpoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/** Holds what a test configures, and collects the problems that the resolver reports. */
final class OptionSources {
    final Properties properties = new Properties();
    final Map<String, String> environment = new HashMap<>();
    final List<String> problems = new ArrayList<>();

    OptionResolver resolver(EndpointOptions base) {
        return new OptionResolver(new SystemSettings(properties, environment), base);
    }

    EndpointOptions resolve(Class<?> type) {
        return resolver(EndpointOptions.DEFAULTS).resolve(annotation(type), type.getSimpleName(), problems::add);
    }

    /** Checks the keys of an application with the endpoints {@code /plain} and {@code /full}. */
    void checkKeys() {
        resolver(EndpointOptions.DEFAULTS).checkKeys(Set.of("/plain", "/full"), problems::add);
    }

    static WebSocketEndpoint annotation(Class<?> type) {
        return type.getAnnotation(WebSocketEndpoint.class);
    }
}
