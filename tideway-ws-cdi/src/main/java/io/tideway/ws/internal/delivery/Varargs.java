package io.tideway.ws.internal.delivery;

import java.util.List;
import java.util.Objects;

/** Checks variable arguments. */
final class Varargs {
    private Varargs() {}

    /**
     * Copies the values.
     *
     * @throws NullPointerException if the array or an element is null; the message names the parameter
     */
    static <T> List<T> copy(String parameter, T[] values) {
        Objects.requireNonNull(values, parameter + " must not be null");
        for (T value : values) {
            Objects.requireNonNull(value, "an element of " + parameter + " must not be null");
        }
        return List.of(values);
    }
}
