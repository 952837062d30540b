package io.tideway.ws.internal.invoke;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Knows what the type variables of a class's supertypes stand for in that class. */
final class TypeBindings {
    private final Map<TypeVariable<?>, Type> bound = new HashMap<>();

    TypeBindings(Class<?> type) {
        bind(type);
    }

    private void bind(Class<?> type) {
        List<Type> supertypes = new ArrayList<>(List.of(type.getGenericInterfaces()));
        if (type.getGenericSuperclass() != null) {
            supertypes.add(type.getGenericSuperclass());
        }
        for (Type supertype : supertypes) {
            if (supertype instanceof ParameterizedType parameterized) {
                TypeVariable<?>[] variables = erased(parameterized).getTypeParameters();
                for (int i = 0; i < variables.length; i++) {
                    bound.put(variables[i], parameterized.getActualTypeArguments()[i]);
                }
            }
            bind(erased(supertype));
        }
    }

    /** Returns the class that a type is at run time (JLS §4.6), its variables replaced by what they stand for. */
    Class<?> erased(Type type) {
        if (type instanceof Class<?> plain) {
            return plain;
        }
        if (type instanceof ParameterizedType parameterized) {
            return (Class<?>) parameterized.getRawType();
        }
        if (type instanceof GenericArrayType array) {
            return erased(array.getGenericComponentType()).arrayType();
        }
        if (type instanceof WildcardType wildcard) {
            return erased(wildcard.getUpperBounds()[0]);
        }
        TypeVariable<?> variable = (TypeVariable<?>) type;
        return erased(bound.getOrDefault(variable, variable.getBounds()[0]));
    }
}
