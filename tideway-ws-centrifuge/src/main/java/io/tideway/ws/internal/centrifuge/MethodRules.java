package io.tideway.ws.internal.centrifuge;

import io.tideway.ws.Connection;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says what keeps a method from being called by clients. */
final class MethodRules {
    private MethodRules() {}

    /** Returns the name of a method with the types of its parameters, which tells overloads apart. */
    static String signature(Method method) {
        return Stream.of(method.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(", ", method.getName() + "(", ")"));
    }

    /** Returns the rules that a method breaks, each with what to do about it. */
    static List<String> broken(Method method) {
        List<String> broken = new ArrayList<>();
        int modifiers = method.getModifiers();
        if (Modifier.isStatic(modifiers)) {
            broken.add("is static; make it a method of the bean");
        }
        if (Modifier.isPrivate(modifiers)) {
            broken.add("is private; make it public");
        }
        if (Modifier.isAbstract(modifiers)) {
            broken.add("is abstract; annotate the method that implements it");
        }
        if (method.getTypeParameters().length > 0) {
            broken.add("has type parameters; replace them by types that JSON-B can read and write");
        }
        long connections = Stream.of(method.getParameterTypes())
                .filter(type -> type == Connection.class)
                .count();
        if (connections > 1) {
            broken.add("takes " + connections + " parameters of the type Connection; keep one, the caller's");
        }
        if (method.getParameterCount() - connections > 1) {
            broken.add("takes " + (method.getParameterCount() - connections)
                    + " parameters for the data; put them into one record");
        }
        return broken;
    }
}
