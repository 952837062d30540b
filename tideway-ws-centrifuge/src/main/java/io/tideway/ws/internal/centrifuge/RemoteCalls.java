package io.tideway.ws.internal.centrifuge;

import io.tideway.ws.realtime.RemoteCall;
import io.tideway.ws.spi.ProtocolEndpoint;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Holds the methods of a handler that clients may call, by their names. */
final class RemoteCalls {
    private static final int LONGEST_NAME = 255;

    private final Map<String, RemoteMethod> byName;

    private RemoteCalls(Map<String, RemoteMethod> byName) {
        this.byName = Map.copyOf(byName);
    }

    /** Finds the methods, and reports what is wrong with them. */
    static RemoteCalls of(ProtocolEndpoint endpoint) {
        Map<String, RemoteMethod> byName = new HashMap<>();
        List<Method> methods = annotated(endpoint.handlerClass());
        onInterfaces(endpoint.handlerClass())
                .filter(method -> methods.stream().noneMatch(call -> mayOverride(call, method)))
                .distinct()
                .forEach(method -> endpoint.problem(CentrifugeMessages.onInterface(
                        method.getDeclaringClass().getName(), MethodRules.signature(method))));
        for (Method method : methods) {
            String name = method.getAnnotation(RemoteCall.class).value();
            if (name.isEmpty() || name.length() > LONGEST_NAME) {
                endpoint.problem(CentrifugeMessages.name(MethodRules.signature(method)));
            }
            RemoteMethod call = RemoteMethod.of(method, endpoint);
            RemoteMethod other = call == null ? null : byName.putIfAbsent(name, call);
            if (other != null) {
                endpoint.problem(CentrifugeMessages.duplicate(name, other.signature(), MethodRules.signature(method)));
            }
        }
        return new RemoteCalls(byName);
    }

    private static List<Method> annotated(Class<?> handler) {
        List<Method> found = new ArrayList<>();
        List<Method> overriding = new ArrayList<>(); // with bridges, which override generic methods
        for (Class<?> type = handler; type != null; type = type.getSuperclass()) {
            List<Method> methods = Stream.of(type.getDeclaredMethods())
                    .filter(method -> method.isAnnotationPresent(RemoteCall.class))
                    .toList();
            methods.stream()
                    .filter(method -> !method.isBridge())
                    .filter(method -> overriding.stream().noneMatch(other -> sameSignature(other, method)))
                    .forEach(found::add);
            overriding.addAll(methods);
        }
        return found;
    }

    private static Stream<Method> onInterfaces(Class<?> type) {
        Class<?> parent = type.getSuperclass();
        Stream<Method> inherited = Stream.concat(
                parent == null ? Stream.of() : onInterfaces(parent),
                Stream.of(type.getInterfaces()).flatMap(RemoteCalls::onInterfaces));
        Stream<Method> own = Stream.of(type.isInterface() ? type.getDeclaredMethods() : new Method[0]);
        return Stream.concat(own.filter(method -> method.isAnnotationPresent(RemoteCall.class)), inherited);
    }

    /** Tells whether one may implement the other, whose parameters may be of type variables. */
    private static boolean mayOverride(Method one, Method other) {
        return one.getName().equals(other.getName()) && one.getParameterCount() == other.getParameterCount();
    }

    private static boolean sameSignature(Method one, Method other) {
        return one.getName().equals(other.getName())
                && List.of(one.getParameterTypes()).equals(List.of(other.getParameterTypes()));
    }

    /** Finds a method; null for none. */
    @Nullable
    RemoteMethod find(String name) {
        return byName.get(name);
    }
}
