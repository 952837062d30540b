package io.tideway.ws.internal.bootstrap;

import io.tideway.ws.realtime.RemoteCall;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the methods with {@link RemoteCall} that no client can call, since nothing that has them speaks with clients.
 */
final class UncallableMethods {
    private final Set<Class<?>> annotated = new HashSet<>();
    private final List<Class<?>> beans = new ArrayList<>();

    /** Takes a class with such methods, which may become a bean. */
    void addClass(Class<?> type) {
        annotated.add(type);
    }

    /** Takes a bean that is not a handler. */
    void addBean(Class<?> type) {
        if (annotated.contains(type)) {
            beans.add(type);
        }
    }

    /**
     * Tells what is wrong with the beans, except with methods that a handler inherits, too.
     *
     * @param handlers the classes of all handlers, those included that another one replaces
     */
    List<String> problems(Collection<Class<?>> handlers) {
        return beans.stream()
                .flatMap(bean -> problems(
                        bean,
                        methods(bean)
                                .filter(method ->
                                        handlers.stream().noneMatch(method.getDeclaringClass()::isAssignableFrom))))
                .toList();
    }

    /** Tells what is wrong with a handler that does not speak the protocol of such methods. */
    static List<String> problems(Class<?> handler) {
        return problems(handler, methods(handler)).toList();
    }

    private static Stream<String> problems(Class<?> type, Stream<Method> methods) {
        return methods.filter(method -> method.isAnnotationPresent(RemoteCall.class) && !method.isBridge())
                .map(Method::getName)
                .distinct()
                .map(name -> BootstrapMessages.uncallableMethod(type.getName(), name));
    }

    private static Stream<Method> methods(Class<?> type) {
        Stream<Method> declared = Stream.<Class<?>>iterate(type, Objects::nonNull, Class::getSuperclass)
                .flatMap(declaring -> Stream.of(declaring.getDeclaredMethods()));
        return Stream.concat(declared, Stream.of(type.getMethods())); // with those of interfaces
    }
}
