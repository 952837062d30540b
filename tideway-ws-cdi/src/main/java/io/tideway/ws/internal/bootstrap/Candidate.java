package io.tideway.ws.internal.bootstrap;

import io.tideway.ws.JsonHandler;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.Bean;
import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Describes a bean that is a handler, has the annotation, or both.
 *
 * @param bean the bean
 * @param type its annotated type
 */
record Candidate(Bean<?> bean, AnnotatedType<?> type) {

    static boolean concerns(AnnotatedType<?> type) {
        return type.isAnnotationPresent(WebSocketEndpoint.class)
                || WebSocketHandler.class.isAssignableFrom(type.getJavaClass());
    }

    @Nullable
    WebSocketEndpoint annotation() {
        return type.getAnnotation(WebSocketEndpoint.class);
    }

    Class<? extends Annotation> scope() {
        return bean.getScope();
    }

    boolean isHandler() {
        return WebSocketHandler.class.isAssignableFrom(type.getJavaClass());
    }

    boolean isJsonHandler() {
        return JsonHandler.class.isAssignableFrom(type.getJavaClass());
    }

    /** Tells whether the bean is of this class, or of one that specializes it. */
    boolean isOrReplaces(Class<?> endpoint) {
        return endpoint.isAssignableFrom(type.getJavaClass());
    }

    String name() {
        return type.getJavaClass().getName();
    }

    /** Finds the type of the documents in the class's generics; empty if these do not say. */
    Optional<Type> jsonType() {
        for (Type closure : type.getTypeClosure()) {
            if (closure instanceof ParameterizedType parameterized && parameterized.getRawType() == JsonHandler.class) {
                Type argument = parameterized.getActualTypeArguments()[0];
                return argument instanceof TypeVariable ? Optional.empty() : Optional.of(argument);
            }
        }
        return Optional.empty();
    }
}
