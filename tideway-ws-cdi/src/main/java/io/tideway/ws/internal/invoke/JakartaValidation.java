package io.tideway.ws.internal.invoke;

import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.Validation;
import jakarta.validation.ValidationException;
import jakarta.validation.Validator;
import jakarta.validation.metadata.MethodDescriptor;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Validates by Jakarta Validation; loaded only where the application has its API. */
final class JakartaValidation implements ArgumentValidation {
    private final Validator validator;
    private final Map<Method, Boolean> constrained = new ConcurrentHashMap<>();

    private JakartaValidation(Validator validator) {
        this.validator = validator;
    }

    /** Finds the server's validator, else that of a provider among the application's jars. */
    static ArgumentValidation find(BeanManager beans, CreationalContext<?> owner) {
        Set<Bean<?>> validators = beans.getBeans(Validator.class);
        if (!validators.isEmpty()) {
            Object bean = beans.getReference(beans.resolve(validators), Validator.class, owner);
            return new JakartaValidation((Validator) bean);
        }
        try {
            return new JakartaValidation(
                    Validation.buildDefaultValidatorFactory().getValidator());
        } catch (ValidationException noProvider) {
            return NONE;
        }
    }

    @Override
    public List<String> violations(Object target, Method method, @Nullable Object... arguments) {
        Boolean known = constrained.get(method);
        if (known == null) {
            known = isConstrained(method);
            constrained.put(method, known);
        }
        if (!known) {
            return List.of();
        }
        return validator.forExecutables().validateParameters(target, method, arguments).stream()
                .map(violation -> field(violation) + ": " + violation.getMessage())
                .sorted()
                .toList();
    }

    private boolean isConstrained(Method method) {
        MethodDescriptor descriptor = validator
                .getConstraintsForClass(method.getDeclaringClass())
                .getConstraintsForMethod(method.getName(), method.getParameterTypes());
        return descriptor != null && descriptor.hasConstrainedParameters();
    }

    /** Returns the path of a field within the argument; the parameter's name if the argument itself is wrong. */
    private static String field(ConstraintViolation<?> violation) {
        StringBuilder path = new StringBuilder();
        String parameter = "";
        for (Path.Node node : violation.getPropertyPath()) {
            if (node.getKind() == ElementKind.PARAMETER) {
                parameter = node.getName();
            } else if (node.getKind() != ElementKind.METHOD) {
                path.append(path.isEmpty() || node.getName() == null ? "" : ".").append(node);
            }
        }
        return path.isEmpty() ? parameter : path.toString();
    }
}
