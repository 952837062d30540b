package io.tideway.ws.tyrus.internal.beans;

import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/** Judges whether a class can be a bean at all (CDI 4.0, §3.1.1), because Weld overlooks one that cannot. */
public final class BeanClasses {

    private BeanClasses() {}

    /**
     * Checks a class.
     *
     * @param type the class
     * @return the class
     * @throws IllegalArgumentException if it cannot be a bean
     */
    public static Class<?> check(Class<?> type) {
        String why = objection(type);
        if (why != null) {
            throw new IllegalArgumentException(BeanMessages.noBeanClass(type, why));
        }
        return type;
    }

    static boolean possible(Class<?> type) {
        return objection(type) == null;
    }

    private static @Nullable String objection(Class<?> type) {
        if (type.isAnnotation()) {
            return "an annotation";
        }
        if (type.isInterface()) {
            return "an interface";
        }
        if (type.isPrimitive() || type.isArray() || type.isEnum()) {
            return "a primitive type, an array or an enum";
        }
        if (type.isAnonymousClass() || type.isLocalClass()) {
            return "a local class";
        }
        if (type.isMemberClass() && !Modifier.isStatic(type.getModifiers())) {
            return "an inner class";
        }
        return Modifier.isAbstract(type.getModifiers()) ? "abstract" : null;
    }
}
