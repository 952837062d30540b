package io.tideway.ws.internal.invoke;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds classes that JSON-B may not use, and tells them apart from documents and values that it cannot convert. */
final class JsonAccess {
    private static final int DEEPEST = 20;

    private JsonAccess() {}

    /** Returns what to do, where a failure of JSON-B comes from a class that is not accessible to it. */
    static Optional<String> problem(Throwable failure, Type type) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            if (cause instanceof IllegalAccessException
                    || cause instanceof IllegalAccessError
                    || cause instanceof InaccessibleObjectException) {
                return Optional.of(InvokeMessages.notAccessible(type, cause));
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    /**
     * Lists the classes in a type that are not public, or nested in one that is not. What the arguments of a generic
     * type of the application stand for is not known: {@code Id<Order>} may have no order in its documents.
     */
    static List<Class<?>> notPublic(Type type) {
        if (type instanceof Class<?> named) {
            return named.isArray() ? notPublic(named.getComponentType()) : isPublic(named) ? List.of() : List.of(named);
        }
        if (type instanceof ParameterizedType parameterized) {
            Type raw = parameterized.getRawType();
            if (!raw.getTypeName().startsWith("java.")) {
                return notPublic(raw);
            }
            return notPublic(Stream.concat(Stream.of(raw), Stream.of(parameterized.getActualTypeArguments())));
        }
        if (type instanceof WildcardType wildcard) {
            return notPublic(Stream.of(wildcard.getUpperBounds()));
        }
        return type instanceof GenericArrayType array ? notPublic(array.getGenericComponentType()) : List.of();
    }

    private static List<Class<?>> notPublic(Stream<Type> parts) {
        return parts.<Class<?>>flatMap(part -> notPublic(part).stream()).toList();
    }

    private static boolean isPublic(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        return Modifier.isPublic(type.getModifiers()) && (outer == null || isPublic(outer));
    }
}
