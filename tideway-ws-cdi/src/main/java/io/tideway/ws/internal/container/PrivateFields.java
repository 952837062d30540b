package io.tideway.ws.internal.container;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads what containers keep from applications; each method throws where this container is not made as expected. */
final class PrivateFields {
    private PrivateFields() {}

    /** Follows fields from an object to another, by their names. */
    static Object follow(Object object, String... names) throws ReflectiveOperationException {
        Object reached = object;
        for (String name : names) {
            reached = value(reached, name);
        }
        return reached;
    }

    /** Calls a method without parameters. */
    static @Nullable Object call(Object object, String name) throws ReflectiveOperationException {
        for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
            for (Method method : type.getDeclaredMethods()) {
                if (method.getName().equals(name) && method.getParameterCount() == 0) {
                    method.setAccessible(true);
                    return method.invoke(object);
                }
            }
        }
        throw new NoSuchMethodException(object.getClass().getName() + "." + name);
    }

    private static Object value(Object object, String name) throws ReflectiveOperationException {
        for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
            Field[] fields = type.getDeclaredFields();
            Field field = Arrays.stream(fields)
                    .filter(candidate -> candidate.getName().equals(name))
                    .findFirst()
                    .orElse(null);
            if (field != null) {
                field.setAccessible(true);
                Object value = field.get(object);
                if (value != null) {
                    return value;
                }
            }
        }
        throw new NoSuchFieldException(object.getClass().getName() + "." + name);
    }
}
