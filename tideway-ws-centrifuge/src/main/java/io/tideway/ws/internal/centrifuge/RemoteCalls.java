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
        for (Method method : annotated(endpoint.handlerClass())) {
            String name = method.getAnnotation(RemoteCall.class).value();
            if (name.isEmpty() || name.length() > LONGEST_NAME) {
                endpoint.problem(CentrifugeMessages.name(method.getName()));
            }
            RemoteMethod call = RemoteMethod.of(method, endpoint);
            RemoteMethod other = call == null ? null : byName.putIfAbsent(name, call);
            if (other != null) {
                endpoint.problem(
                        CentrifugeMessages.duplicate(name, other.method().name(), method.getName()));
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
