package io.tideway.ws.internal.container;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;

/** Reaches one object from another through fields that are not public, which are looked up once. Immutable. */
final class FieldPath {
    private final List<Field> fields;

    private FieldPath(List<Field> fields) {
        this.fields = List.copyOf(fields);
    }

    /**
     * Looks up the fields, beginning at an object.
     *
     * @throws ReflectiveOperationException if a field of that name is missing, or one holds null
     * @throws RuntimeException if this JVM forbids reflection
     */
    static FieldPath from(Object start, String... names) throws ReflectiveOperationException {
        List<Field> fields = new ArrayList<>();
        Object at = start;
        for (String name : names) {
            Field field = field(at.getClass(), name);
            field.setAccessible(true);
            fields.add(field);
            at = value(field, at);
        }
        return new FieldPath(fields);
    }

    /**
     * Follows the path from an object of the same class.
     *
     * @throws ReflectiveOperationException if a field holds nothing
     * @throws IllegalArgumentException if the object, or one on the way, is of another class
     */
    Object value(Object start) throws ReflectiveOperationException {
        Object at = start;
        for (Field field : fields) {
            at = value(field, at);
        }
        return at;
    }

    /**
     * Follows fields from an object once.
     *
     * @throws ReflectiveOperationException if a field of that name is missing, or one holds null
     * @throws RuntimeException if this JVM forbids reflection
     */
    static Object follow(Object start, String... names) throws ReflectiveOperationException {
        return from(start, names).value(start);
    }

    private static Field field(Class<?> holder, String name) throws NoSuchFieldException {
        for (Class<?> type = holder; type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    return field;
                }
            }
        }
        throw new NoSuchFieldException(holder.getName() + "." + name);
    }

    private static Object value(Field field, Object holder) throws ReflectiveOperationException {
        Object value = field.get(holder);
        if (value == null) {
            throw new ReflectiveOperationException(field + " holds nothing");
        }
        return value;
    }
}
