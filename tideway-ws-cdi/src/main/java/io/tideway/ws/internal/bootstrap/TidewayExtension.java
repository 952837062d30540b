package io.tideway.ws.internal.bootstrap;

import io.tideway.ws.Connection;
import io.tideway.ws.ConnectionManager;
import io.tideway.ws.ConnectionScoped;
import io.tideway.ws.EndpointOptions;
import io.tideway.ws.RoomPolicy;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.internal.invoke.ConnectionContext;
import io.tideway.ws.internal.invoke.JsonCodec;
import io.tideway.ws.internal.options.OptionResolver;
import io.tideway.ws.internal.options.SettingsLookup;
import io.tideway.ws.internal.servlet.WebApplication;
import io.tideway.ws.realtime.RemoteCall;
import io.tideway.ws.spi.UpgradeCheck;
import jakarta.annotation.Priority;
import jakarta.annotation.security.DeclareRoles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Vetoed;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.BeforeShutdown;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.ProcessBean;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import jakarta.enterprise.inject.spi.ProcessObserverMethod;
import jakarta.enterprise.inject.spi.ProcessSyntheticBean;
import jakarta.enterprise.inject.spi.WithAnnotations;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.lang.annotation.Annotation;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the handlers of an application, checks them, and makes the manager injectable; observers only. */
public final class TidewayExtension implements Extension {
    private final ConnectionContext connections = new ConnectionContext();
    private final List<Candidate> candidates = new ArrayList<>();
    private final List<Bean<?>> checks = new ArrayList<>();
    private final List<Bean<?>> policies = new ArrayList<>();
    private final Set<Bean<?>> jsonProviders = new HashSet<>();
    private final Set<Class<?>> seen = new HashSet<>();
    private final Set<Class<?>> types = new LinkedHashSet<>();
    private final List<String> objections = new ArrayList<>();
    private final UncallableMethods uncallable = new UncallableMethods();
    private final Map<Class<?>, String> observers = new HashMap<>();
    private final Set<String> declaredRoles = new HashSet<>();
    private @Nullable DeploymentBuilder builder;
    private @Nullable Deployment deployment;

    void addHealthCheck(@Observes BeforeBeanDiscovery event) {
        HealthApi.addCheck(event, id(TidewayExtension.class) + " health");
    }

    <T> void collectRoles(
            @Observes @WithAnnotations({RolesAllowed.class, DeclareRoles.class}) ProcessAnnotatedType<T> event) {
        var type = event.getAnnotatedType();
        Stream.concat(Stream.of(type), type.getMethods().stream())
                .flatMap(annotated -> annotated.getAnnotations().stream())
                .flatMap(TidewayExtension::roles)
                .forEach(declaredRoles::add);
    }

    <T> void collectType(
            @Observes @WithAnnotations(WebSocketEndpoint.class) ProcessAnnotatedType<T> event, BeanManager beans) {
        AnnotatedType<T> type = event.getAnnotatedType();
        seen.add(type.getJavaClass());
        if (!type.isAnnotationPresent(WebSocketEndpoint.class) || type.isAnnotationPresent(Alternative.class)) {
            return;
        }
        Optional<String> objection = HandlerClasses.objection(type);
        if (objection.isPresent()) {
            event.veto();
            objections.add(objection.get());
        } else {
            types.add(type.getJavaClass());
            if (HandlerClasses.isStateless(type) && !hasScope(type, beans)) {
                // The only scope of a stateless session bean, and not that of the stereotype.
                event.configureAnnotatedType().add(Dependent.Literal.INSTANCE);
            }
        }
    }

    private static boolean hasScope(AnnotatedType<?> type, BeanManager beans) {
        return type.getAnnotations().stream().map(Annotation::annotationType).anyMatch(beans::isScope);
    }

    <T> void collectCalls(@Observes @WithAnnotations(RemoteCall.class) ProcessAnnotatedType<T> event) {
        uncallable.addClass(event.getAnnotatedType().getJavaClass());
    }

    <T> void collectHandler(@Observes ProcessManagedBean<T> event) {
        if (Candidate.concerns(event.getAnnotatedBeanClass())) {
            candidates.add(new Candidate(event.getBean(), event.getAnnotatedBeanClass()));
        } else {
            uncallable.addBean(event.getAnnotatedBeanClass().getJavaClass());
        }
    }

    void collectObserver(@Observes ProcessObserverMethod<?, ?> event) {
        AnnotatedMethod<?> method = event.getAnnotatedMethod();
        if (method != null && !method.isStatic()) {
            observers.putIfAbsent(
                    event.getObserverMethod().getBeanClass(),
                    method.getJavaMember().getName());
        }
    }

    void collectBean(@Observes ProcessBean<?> event) {
        Bean<?> bean = event.getBean();
        if (bean.getTypes().contains(UpgradeCheck.class)) {
            checks.add(bean);
        }
        if (bean.getTypes().contains(RoomPolicy.class)) {
            policies.add(bean);
        }
        // Synthetic ones are those of a server, which gives the same to JsonbBuilder.
        if (!(event instanceof ProcessSyntheticBean) && JsonCodec.isProvider(bean)) {
            jsonProviders.add(bean);
        }
    }

    void addBeans(@Observes AfterBeanDiscovery event, BeanManager beans) {
        event.addContext(connections);
        event.<ConnectionManager>addBean()
                .id(id(ConnectionManager.class))
                .types(ConnectionManager.class, Object.class)
                .scope(ApplicationScoped.class)
                .createWith(creation -> runtime(beans).manager());
        event.<Connection>addBean()
                .id(id(Connection.class))
                .types(Connection.class, Object.class)
                .scope(ConnectionScoped.class)
                .createWith(creation -> connections.connection());
        event.<Deployment>addBean()
                .id(id(Deployment.class))
                .types(Deployment.class, Object.class)
                .scope(Singleton.class)
                .createWith(creation -> deployment());
        event.<WebApplication>addBean()
                .id(id(WebApplication.class))
                .types(WebApplication.class, Object.class)
                .scope(Singleton.class)
                .createWith(creation -> new DeployedWebApplication(deployment(), this));
    }

    // Before the server's own extensions: that for health checks of GlassFish 8 already creates ours then.
    void validate(
            @Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) AfterDeploymentValidation event,
            BeanManager beans) {
        Consumer<String> problems = text -> event.addDeploymentProblem(mistake(text));
        DeploymentBuilder runtime = runtime(beans);
        OptionResolver options =
                new OptionResolver(SettingsLookup.find(runtime.loader()), producedOptions(beans, problems));
        HandlerValidator validator = new HandlerValidator(options, Runtime.version(), problems);
        runtime.useJsonProvider(jsonProviders, problems);
        runtime.add(validator.validate(candidates), checks, problems);
        objections.forEach(problems);
        uncallable.problems(seen).forEach(problems);
        reportDependentObservers(problems);
        types.stream()
                .filter(type -> candidates.stream().noneMatch(candidate -> candidate.isOrReplaces(type)))
                .forEach(type -> problems.accept(BootstrapMessages.endpointIsNotABean(type.getName())));
        deployment = runtime.build(declaredRoles, options.stopTimeout(problems));
        if (!candidates.isEmpty() && ProgramHost.isMissing(beans, runtime.loader())) {
            BootstrapMessages.noHost(candidates.stream().map(Candidate::name).toList());
        }
    }

    /** Returns a problem without the place that found it, which says nothing to the reader of the server's log. */
    private static DeploymentException mistake(String text) {
        DeploymentException mistake = new DeploymentException(text);
        mistake.setStackTrace(new StackTraceElement[0]);
        return mistake;
    }

    private void reportDependentObservers(Consumer<String> problems) {
        for (Candidate candidate : candidates) {
            String observer = observers.get(candidate.bean().getBeanClass());
            if (observer != null
                    && candidate.scope() == Dependent.class
                    && !HandlerClasses.isStateless(candidate.type())) {
                problems.accept(BootstrapMessages.dependentObserver(candidate.name(), observer));
            }
        }
    }

    void stop(@Observes BeforeShutdown event) {
        // The host has normally stopped it before, while CDI was complete; this is for a host that could not.
        if (deployment != null) {
            deployment.stop();
        }
    }

    /** Returns those of the annotated classes that CDI has not discovered, except vetoed ones. */
    Set<Class<?>> undiscovered(Set<Class<?>> annotated) {
        return annotated.stream()
                .filter(type -> type.isAnnotationPresent(WebSocketEndpoint.class))
                .filter(type -> !seen.contains(type) && !type.isAnnotationPresent(Vetoed.class))
                .collect(Collectors.toSet());
    }

    /**
     * Returns the id of a bean: by default Weld makes it of class names, so that the WARs of an EAR, each with Tideway
     * in its own class loader, would get each other's beans.
     */
    private static String id(Class<?> type) {
        CodeSource source = TidewayExtension.class.getProtectionDomain().getCodeSource();
        return type.getName() + " of " + (source == null ? "" : source.getLocation());
    }

    private Deployment deployment() {
        if (deployment == null) {
            throw new IllegalStateException(BootstrapMessages.notStarted());
        }
        return deployment;
    }

    private synchronized DeploymentBuilder runtime(BeanManager beans) {
        if (builder == null) {
            ClassLoader context = Thread.currentThread().getContextClassLoader();
            ClassLoader loader = context != null ? context : TidewayExtension.class.getClassLoader();
            builder = new DeploymentBuilder(beans, loader, connections, policies);
        }
        return builder;
    }

    private static EndpointOptions producedOptions(BeanManager beans, Consumer<String> problems) {
        var found = beans.createInstance().select(EndpointOptions.class);
        if (found.isUnsatisfied()) {
            return EndpointOptions.DEFAULTS;
        }
        try {
            return found.get();
        } catch (RuntimeException e) {
            problems.accept(BootstrapMessages.ambiguousOptions(e));
            return EndpointOptions.DEFAULTS;
        }
    }

    private static Stream<String> roles(Annotation annotation) {
        if (annotation instanceof RolesAllowed allowed) {
            return Stream.of(allowed.value());
        }
        return annotation instanceof DeclareRoles declared ? Stream.of(declared.value()) : Stream.empty();
    }
}
