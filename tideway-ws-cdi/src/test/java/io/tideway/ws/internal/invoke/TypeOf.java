package io.tideway.ws.internal.invoke;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/** Gives the type that a subclass is declared with. */
abstract class TypeOf<T> {
    Type type() {
        return ((ParameterizedType) getClass().getGenericSuperclass()).getActualTypeArguments()[0];
    }
}
