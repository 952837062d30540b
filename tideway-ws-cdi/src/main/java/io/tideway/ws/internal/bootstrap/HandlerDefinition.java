package io.tideway.ws.internal.bootstrap;

import io.tideway.ws.EndpointOptions;
import io.tideway.ws.internal.upgrade.PathTemplate;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.Bean;
import java.lang.reflect.Type;
import java.util.Optional;

/**
 * Describes a valid handler bean.
 *
 * @param bean the bean
 * @param type its annotated type
 * @param template its path
 * @param options its effective options
 * @param jsonType the type of its documents, if it is a JsonHandler
 */
record HandlerDefinition(
        Bean<?> bean, AnnotatedType<?> type, PathTemplate template, EndpointOptions options, Optional<Type> jsonType) {}
