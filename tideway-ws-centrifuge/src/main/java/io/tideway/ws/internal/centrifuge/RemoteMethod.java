package io.tideway.ws.internal.centrifuge;

import io.tideway.ws.Connection;
import io.tideway.ws.realtime.RemoteCall;
import io.tideway.ws.spi.HandlerMethod;
import io.tideway.ws.spi.ProtocolEndpoint;
import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbTypeAdapter;
import jakarta.json.bind.annotation.JsonbTypeDeserializer;
import jakarta.json.bind.annotation.JsonbTypeInfo;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Describes a method that clients may call.
 *
 * @param method what calls it
 * @param signature its name and the types of its parameters, for error texts
 * @param parameters the types of its parameters; {@link Connection} is the caller's
 * @param maxInFlight how many calls of one client may be under way
 * @param rate how often one client may call it in a second; 0 for no limit
 */
record RemoteMethod(HandlerMethod method, String signature, List<Type> parameters, int maxInFlight, int rate) {
    private static final List<Class<? extends Annotation>> READ_BY_ANNOTATION =
            List.of(JsonbTypeDeserializer.class, JsonbTypeAdapter.class, JsonbTypeInfo.class);

    /** Checks a method; null if it cannot be called, which is reported. */
    static @Nullable RemoteMethod of(Method method, ProtocolEndpoint endpoint) {
        List<String> broken = MethodRules.broken(method);
        String signature = MethodRules.signature(method);
        if (!broken.isEmpty()) {
            broken.forEach(rule -> endpoint.problem(CentrifugeMessages.notCallable(signature, rule)));
            return null;
        }
        Stream.of(method.getParameters())
                .filter(parameter -> parameter.getType() != Connection.class)
                .filter(parameter -> !isReadable(parameter.getType()) && !isReadByAnnotation(parameter))
                .forEach(parameter -> endpoint.problem(CentrifugeMessages.parameter(
                        signature, parameter.getType().getName())));
        Stream.of(method.getGenericParameterTypes())
                .filter(type -> type != Connection.class)
                .flatMap(type -> endpoint.readProblem(type).stream())
                .forEach(text -> endpoint.problem(CentrifugeMessages.inParameter(text, signature)));
        endpoint.writeProblem(method.getGenericReturnType())
                .ifPresent(text -> endpoint.problem(CentrifugeMessages.inResult(text, signature)));
        RemoteCall call = method.getAnnotation(RemoteCall.class);
        if (call.maxInFlight() < 0 || call.rate() < 0) {
            endpoint.problem(CentrifugeMessages.limit(signature));
        }
        return new RemoteMethod(
                endpoint.method(method),
                signature,
                List.of(method.getGenericParameterTypes()),
                call.maxInFlight() > 0 ? call.maxInFlight() : Integer.MAX_VALUE,
                Math.max(0, call.rate()));
    }

    /** Tells whether it has limits of its own. */
    boolean isLimited() {
        return maxInFlight < Integer.MAX_VALUE || rate > 0;
    }

    /** Returns the arguments of a call. */
    Object[] arguments(Connection connection, @Nullable String data, ProtocolEndpoint endpoint) {
        Object[] arguments = new Object[parameters.size()];
        for (int i = 0; i < arguments.length; i++) {
            Type type = parameters.get(i);
            arguments[i] =
                    type == Connection.class ? connection : endpoint.fromJson(data == null ? "null" : data, type);
        }
        return arguments;
    }

    /** Tells whether JSON-B may be able to create a value; types of the platform have their own rules there. */
    private static boolean isReadable(Class<?> type) {
        if (type.isPrimitive() || type.isArray() || type.isEnum() || type.isRecord() || isReadByAnnotation(type)) {
            return true;
        }
        if (type.getName().startsWith("java.") || type.getName().startsWith("jakarta.")) {
            return type != Class.class && type != Thread.class;
        }
        boolean inner = type.isMemberClass() && !Modifier.isStatic(type.getModifiers());
        return !inner && !Modifier.isAbstract(type.getModifiers()) && hasConstructor(type);
    }

    private static boolean hasConstructor(Class<?> type) {
        int open = Modifier.PUBLIC | Modifier.PROTECTED;
        return Stream.<Executable>concat(
                                Stream.of(type.getDeclaredConstructors()), Stream.of(type.getDeclaredMethods()))
                        .anyMatch(executable -> executable.isAnnotationPresent(JsonbCreator.class))
                || Stream.of(type.getDeclaredConstructors())
                        .anyMatch(constructor ->
                                constructor.getParameterCount() == 0 && (constructor.getModifiers() & open) != 0);
    }

    private static boolean isReadByAnnotation(AnnotatedElement element) {
        return READ_BY_ANNOTATION.stream().anyMatch(element::isAnnotationPresent);
    }
}
