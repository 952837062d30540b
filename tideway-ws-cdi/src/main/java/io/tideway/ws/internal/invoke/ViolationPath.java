package io.tideway.ws.internal.invoke;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;

/** Names what is wrong in the data of a call, such as {@code lines[0].count}. */
final class ViolationPath {
    private static final String MAP_KEY = "<map key>";

    private ViolationPath() {}

    /** Returns the path within the argument; if the argument itself is wrong, the parameter's name or "value". */
    static String of(ConstraintViolation<?> violation, Method method) {
        StringBuilder path = new StringBuilder();
        String parameter = "value"; // of several parameters together
        for (Path.Node node : violation.getPropertyPath()) {
            if (node.getKind() == ElementKind.PARAMETER) {
                parameter = parameter(node.as(Path.ParameterNode.class), method);
            } else if (node.getKind() != ElementKind.METHOD) {
                append(node, path);
            }
        }
        return path.isEmpty() ? parameter : path.toString();
    }

    private static void append(Path.Node node, StringBuilder path) {
        if (node.isInIterable()) {
            Object position = node.getKey() == null ? node.getIndex() : node.getKey();
            path.append('[').append(position == null ? "" : position).append(']');
        }
        if (node.getKind() == ElementKind.PROPERTY) {
            path.append(path.isEmpty() ? "" : ".").append(node.getName());
        } else if (MAP_KEY.equals(node.getName())) {
            path.append(MAP_KEY);
        }
    }

    /**
     * Returns the parameter's own name, or "value": the compiler keeps the names of parameters with {@code -parameters}
     * only.
     */
    private static String parameter(Path.ParameterNode node, Method method) {
        int index = node.getParameterIndex();
        if (!("arg" + index).equals(node.getName())) {
            return node.getName();
        }
        Parameter parameter = method.getParameters()[index];
        return parameter.isNamePresent() ? parameter.getName() : "value";
    }
}
