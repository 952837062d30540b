package io.tideway.ws.internal.invoke;

import io.tideway.ws.JsonHandler;
import io.tideway.ws.WebSocketHandler;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads the rules of a handler off its annotations.
 *
 * <p>A method's own rule counts, else that of the class or interface that declares the method; a rule of a class says
 * nothing of the methods that the class inherits (Jakarta Annotations 2.1, §2.1). What extensions of CDI add to the
 * handler or take away counts, as do stereotypes where there is no annotation beside them. Of several rules in one
 * place all count.
 */
public final class AccessRules {
    private final BeanManager beans;
    private final AnnotatedType<?> type;
    private final AccessRule onHandler;
    private final boolean splitsMessages; // by the default of onMessage, into onText and onBinary
    private final Map<Callback, AccessRule> onCallbacks = new EnumMap<>(Callback.class);
    private final List<AccessRule> onMethods = new ArrayList<>(); // of the thread that deploys

    public AccessRules(BeanManager beans, AnnotatedType<?> type) {
        this.beans = beans;
        this.type = type;
        this.onHandler = onClass(type.getJavaClass());
        CallbackMethods methods = new CallbackMethods(type.getJavaClass());
        splitsMessages = methods.of(Callback.MESSAGE)
                .filter(method -> method.getDeclaringClass().getPackage() != WebSocketHandler.class.getPackage())
                .isEmpty();
        for (Callback callback : Callback.values()) {
            onCallbacks.put(callback, methods.of(callback).map(this::onMethod).orElse(AccessRule.EVERYONE));
        }
    }

    /** Returns who may connect at all, whatever callback that calls. */
    AccessRule onHandler() {
        return onHandler;
    }

    AccessRule on(Callback callback) {
        return onCallbacks.getOrDefault(callback, AccessRule.EVERYONE);
    }

    /** Returns the rule of any method of the handler, or of the one that overrides it. */
    AccessRule on(Method method) {
        AccessRule rule = onMethod(overriding(method));
        onMethods.add(rule);
        return rule;
    }

    private Method overriding(Method method) {
        for (Class<?> at = type.getJavaClass();
                at != null && at != method.getDeclaringClass();
                at = at.getSuperclass()) {
            Optional<Method> found = Stream.of(at.getDeclaredMethods())
                    .filter(other -> overrides(other, method))
                    .findFirst();
            if (found.isPresent()) {
                return found.get();
            }
        }
        return method;
    }

    /**
     * Tells whether a method of a subclass overrides another (JLS §8.4.8.1); a bridge has the annotations of its
     * method.
     */
    private static boolean overrides(Method method, Method inherited) {
        boolean samePackage = method.getDeclaringClass().getPackage()
                == inherited.getDeclaringClass().getPackage();
        int visible = Modifier.PUBLIC | Modifier.PROTECTED;
        return method.getName().equals(inherited.getName())
                && Arrays.equals(method.getParameterTypes(), inherited.getParameterTypes())
                && !Modifier.isStatic(method.getModifiers())
                && !Modifier.isPrivate(method.getModifiers())
                && !Modifier.isPrivate(inherited.getModifiers())
                && ((inherited.getModifiers() & visible) != 0 || samePackage);
    }

    /** Returns the callback that text messages are for: {@code onMessage} itself unless it passes them on. */
    Callback ofText() {
        if (JsonHandler.class.isAssignableFrom(type.getJavaClass())) {
            return Callback.JSON;
        }
        return splitsMessages ? Callback.TEXT : Callback.MESSAGE;
    }

    /** Returns the callback that binary messages are for: {@code onMessage} itself unless it passes them on. */
    Callback ofBinary() {
        return splitsMessages ? Callback.BINARY : Callback.MESSAGE;
    }

    /** Returns every role that a rule names, of methods that have been asked for, too. */
    public Stream<String> roles() {
        return Stream.of(Stream.of(onHandler), onCallbacks.values().stream(), onMethods.stream())
                .flatMap(rules -> rules)
                .flatMap(AccessRule::roles);
    }

    private AccessRule onMethod(Method method) {
        Collection<Annotation> annotations = type.getMethods().stream()
                .filter(annotated -> annotated.getJavaMember().equals(method))
                .findFirst()
                .map(AnnotatedMethod::getAnnotations)
                .<Collection<Annotation>>map(found -> found)
                .orElseGet(() -> List.of(method.getAnnotations())); // CDI lists no methods of interfaces
        return rule(annotations, method.toString()).orElseGet(() -> onClass(method.getDeclaringClass()));
    }

    private AccessRule onClass(Class<?> declaring) {
        Collection<Annotation> annotations =
                declaring == type.getJavaClass() ? type.getAnnotations() : List.of(declaring.getAnnotations());
        return rule(annotations, declaring.toString()).orElse(AccessRule.EVERYONE);
    }

    private Optional<AccessRule> rule(Collection<Annotation> annotations, String where) {
        List<AccessRule> direct =
                annotations.stream().flatMap(AccessRules::direct).toList();
        if (direct.size() > 1) {
            InvokeMessages.severalAccessRules(where);
        }
        List<AccessRule> found = direct.isEmpty() ? ofStereotypes(annotations).toList() : direct;
        return found.stream().reduce(AccessRule::and);
    }

    private Stream<AccessRule> ofStereotypes(Collection<Annotation> annotations) {
        return annotations.stream()
                .map(Annotation::annotationType)
                .filter(beans::isStereotype)
                .map(beans::getStereotypeDefinition)
                .flatMap(carried ->
                        Stream.concat(carried.stream().flatMap(AccessRules::direct), ofStereotypes(carried)));
    }

    private static Stream<AccessRule> direct(Annotation annotation) {
        if (annotation instanceof DenyAll) {
            return Stream.of(AccessRule.DENY_ALL);
        }
        if (annotation instanceof RolesAllowed allowed) {
            return Stream.of(AccessRule.anyOf(allowed.value()));
        }
        return annotation instanceof PermitAll ? Stream.of(AccessRule.EVERYONE) : Stream.empty();
    }
}
