package io.tideway.ws.internal.invoke;

import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Type;
import java.util.Optional;

/** Tells a class that JSON-B may not use apart from a document or a value that it cannot convert. */
final class JsonAccess {
    private static final int DEEPEST = 20;

    private JsonAccess() {}

    /** Returns what to do, where a failure of JSON-B comes from a class that is not accessible to it. */
    static Optional<String> problem(Throwable failure, Type type) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            if (cause instanceof IllegalAccessException
                    || cause instanceof IllegalAccessError
                    || cause instanceof InaccessibleObjectException) {
                return Optional.of(InvokeMessages.notAccessible(type, cause));
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }
}
