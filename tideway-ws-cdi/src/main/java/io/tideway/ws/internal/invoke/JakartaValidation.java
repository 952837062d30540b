package io.tideway.ws.internal.invoke;

import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.validation.NoProviderFoundException;
import jakarta.validation.Validation;
import jakarta.validation.ValidationException;
import jakarta.validation.Validator;
import jakarta.validation.metadata.MethodDescriptor;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Validates by Jakarta Validation; loaded only where the application has its API. */
final class JakartaValidation implements ArgumentValidation {
    private final Validator validator;
    private final Map<Called, Boolean> constrained = new ConcurrentHashMap<>();

    private record Called(Class<?> target, Method method) {}

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
            return ofProvider().orElse(NONE);
        } catch (ValidationException | LinkageError unusable) {
            return NONE; // no annotation asks for it, or the deployment would have failed
        }
    }

    /** Tells whether the server, or the application, has a validator among its beans. */
    static boolean isBean(BeanManager beans) {
        return !beans.getBeans(Validator.class).isEmpty();
    }

    /**
     * Starts the provider among the application's jars; empty if there is none.
     *
     * @throws ValidationException if the provider cannot start
     */
    static Optional<ArgumentValidation> ofProvider() {
        try {
            return Optional.of(new JakartaValidation(
                    Validation.buildDefaultValidatorFactory().getValidator()));
        } catch (NoProviderFoundException none) {
            return Optional.empty();
        }
    }

    @Override
    public List<String> violations(Object target, Method method, @Nullable Object... arguments) {
        Called called = new Called(target.getClass(), method);
        Boolean known = constrained.get(called);
        if (known == null) {
            known = ParameterConstraints.areOn(target.getClass(), method) || isConfigured(method);
            constrained.put(called, known);
        }
        if (!known) {
            return List.of();
        }
        return validator.forExecutables().validateParameters(target, method, arguments).stream()
                .map(violation -> ViolationPath.of(violation, method) + ": " + violation.getMessage())
                .sorted()
                .toList();
    }

    /** Tells of constraints that the provider knows, such as those of XML; it need not name those of elements. */
    private boolean isConfigured(Method method) {
        MethodDescriptor descriptor = validator
                .getConstraintsForClass(method.getDeclaringClass())
                .getConstraintsForMethod(method.getName(), method.getParameterTypes());
        return descriptor != null
                && (descriptor.hasConstrainedParameters()
                        || descriptor.getParameterDescriptors().stream()
                                .anyMatch(parameter -> !parameter
                                        .getConstrainedContainerElementTypes()
                                        .isEmpty()));
    }
}
