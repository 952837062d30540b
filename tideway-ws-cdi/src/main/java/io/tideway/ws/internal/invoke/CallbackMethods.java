package io.tideway.ws.internal.invoke;

import io.tideway.ws.JsonHandler;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the method of a handler's class that a callback calls.
 *
 * <p>It is the one that the compiler lets override the callback: of the nearest class, else of the most specific
 * interface. Overloads are others, and bridge methods only call it.
 */
final class CallbackMethods {
    private final Class<?> handler;
    private final TypeBindings types;
    private final Class<?> document;

    CallbackMethods(Class<?> handler) {
        this.handler = handler;
        this.types = new TypeBindings(handler);
        this.document = types.erased(JsonHandler.class.getTypeParameters()[0]);
    }

    /** Returns the method; empty if the handler lacks the callback. */
    Optional<Method> of(Callback callback) {
        return Stream.concat(declaredByClasses(), Stream.of(handler.getMethods()))
                .filter(callback::maybe)
                .filter(method -> parameters(method).equals(callback.parameters(document)))
                .findFirst();
    }

    private Stream<Method> declaredByClasses() {
        return Stream.<Class<?>>iterate(handler, type -> type != null, Class::getSuperclass)
                .flatMap(type -> Stream.of(type.getDeclaredMethods()));
    }

    private List<Class<?>> parameters(Method method) {
        return Arrays.stream(method.getGenericParameterTypes())
                .<Class<?>>map(types::erased)
                .toList();
    }
}
