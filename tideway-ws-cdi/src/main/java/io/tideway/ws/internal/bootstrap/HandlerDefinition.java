package io.tideway.ws.internal.bootstrap;

import io.tideway.ws.EndpointOptions;
import io.tideway.ws.internal.endpoint.PathTemplate;
import jakarta.enterprise.inject.spi.Bean;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * A valid handler bean.
 *
 * @param bean the bean
 * @param template its path
 * @param options its effective options
 * @param jsonType the type of its documents, if it is a JsonHandler
 */
record HandlerDefinition(
        Bean<?> bean,
        PathTemplate template,
        EndpointOptions options,
        @Nullable Type jsonType) {}
