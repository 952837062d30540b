package io.tideway.ws.internal.invoke;

import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Validates the arguments of a call before it is made; thread-safe. */
interface ArgumentValidation {
    /** Finds nothing wrong. */
    ArgumentValidation NONE = (target, method, arguments) -> List.of();

    /** Returns what is wrong, each as the name of a field and a text; empty if nothing is. */
    List<String> violations(Object target, Method method, @Nullable Object... arguments);
}
