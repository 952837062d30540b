package io.tideway.ws.internal.invoke;

import jakarta.validation.Constraint;
import jakarta.validation.Valid;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds the annotations that ask for the validation of parameters, those of their elements included; loaded only where
 * the application has the API. Starts no provider.
 */
final class ParameterConstraints {
    private ParameterConstraints() {}

    /**
     * Tells whether a method has some, or a method with its name that it may override.
     *
     * @param target the class of the handler, or of a proxy of it
     */
    static boolean areOn(Class<?> target, Method method) {
        return Stream.concat(types(target), types(method.getDeclaringClass()))
                .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                .filter(other -> other.equals(method) || mayBeOverridden(other, method))
                .flatMap(other -> Stream.of(other.getParameters()))
                .anyMatch(ParameterConstraints::isConstrained);
    }

    private static boolean mayBeOverridden(Method other, Method by) {
        Class<?>[] parameters = other.getParameterTypes();
        Class<?>[] own = by.getParameterTypes();
        return other.getName().equals(by.getName())
                && !Modifier.isPrivate(other.getModifiers())
                && parameters.length == own.length
                && IntStream.range(0, own.length).allMatch(i -> parameters[i].isAssignableFrom(own[i]));
    }

    private static Stream<Class<?>> types(Class<?> type) {
        Stream<Class<?>> above = Stream.of(type.getInterfaces()).flatMap(ParameterConstraints::types);
        Class<?> parent = type.getSuperclass();
        return Stream.concat(Stream.of(type), parent == null ? above : Stream.concat(above, types(parent)));
    }

    private static boolean isConstrained(Parameter parameter) {
        return Stream.of(parameter.getAnnotations()).anyMatch(ParameterConstraints::asksForValidation)
                || isConstrained(parameter.getAnnotatedType());
    }

    private static boolean isConstrained(AnnotatedType type) {
        return Stream.of(type.getAnnotations()).anyMatch(ParameterConstraints::asksForValidation)
                || parts(type).anyMatch(ParameterConstraints::isConstrained);
    }

    private static Stream<AnnotatedType> parts(AnnotatedType type) {
        if (type instanceof AnnotatedParameterizedType generic) {
            return Stream.of(generic.getAnnotatedActualTypeArguments());
        }
        if (type instanceof AnnotatedArrayType array) {
            return Stream.of(array.getAnnotatedGenericComponentType());
        }
        if (type instanceof AnnotatedWildcardType wildcard) {
            return Stream.of(wildcard.getAnnotatedUpperBounds());
        }
        return Stream.of();
    }

    private static boolean asksForValidation(Annotation annotation) {
        Class<? extends Annotation> type = annotation.annotationType();
        return type == Valid.class || type.isAnnotationPresent(Constraint.class) || holdsConstraints(type);
    }

    /** Tells whether an annotation, such as {@code @Pattern.List}, stands for several constraints of one kind. */
    private static boolean holdsConstraints(Class<? extends Annotation> type) {
        return Stream.of(type.getDeclaredMethods())
                .filter(member -> member.getName().equals("value"))
                .map(member -> member.getReturnType().getComponentType())
                .anyMatch(element -> element != null && element.isAnnotationPresent(Constraint.class));
    }
}
