package io.tideway.ws.internal.bootstrap;

import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.internal.messages.EndpointProblem;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.spi.AnnotatedType;
import java.lang.annotation.Annotation;
import java.lang.reflect.Modifier;
import java.util.Optional;

/**
 * Judges the annotated classes of handlers before CDI does, which would end the deployment at the first one that it
 * rejects, without what else is wrong.
 */
final class HandlerClasses {
    private static final String STATEFUL = "jakarta.ejb.Stateful";
    private static final String STATELESS = "jakarta.ejb.Stateless";

    private HandlerClasses() {}

    /** Tells whether a class is a stateless session bean, whose instances have no identity. */
    static boolean isStateless(AnnotatedType<?> type) {
        return hasAnnotation(type, STATELESS);
    }

    /** Returns why a class cannot be a handler; empty where CDI decides. */
    static Optional<String> objection(AnnotatedType<?> type) {
        String name = type.getJavaClass().getName();
        if (isRejectedAsGeneric(type)) {
            String path = type.getAnnotation(WebSocketEndpoint.class).value();
            return Optional.of(EndpointProblem.on(BootstrapMessages.genericClass(), path, name));
        }
        if (hasAnnotation(type, STATEFUL)) {
            return Optional.of(BootstrapMessages.statefulHandler(name));
        }
        // CDI itself wants some of these scopes on serializable classes only, and says no more than that.
        return type.getAnnotations().stream()
                .map(Annotation::annotationType)
                .filter(Scopes::isInactiveInCallbacks)
                .findFirst()
                .map(scope -> BootstrapMessages.handlerOutOfScope(name, scope.getSimpleName()));
    }

    // By name, since an application may run without Jakarta Enterprise Beans.
    private static boolean hasAnnotation(AnnotatedType<?> type, String annotation) {
        return type.getAnnotations().stream()
                .map(Annotation::annotationType)
                .map(Class::getName)
                .anyMatch(annotation::equals);
    }

    private static boolean isRejectedAsGeneric(AnnotatedType<?> type) {
        Class<?> bean = type.getJavaClass();
        return bean.getTypeParameters().length > 0
                && !Modifier.isAbstract(bean.getModifiers())
                && !type.isAnnotationPresent(Dependent.class);
    }
}
