package io.tideway.ws.internal.bootstrap;

import io.tideway.ws.ConnectionManager;
import io.tideway.ws.EndpointOptions;
import io.tideway.ws.internal.connection.EndpointSpec;
import io.tideway.ws.internal.connection.HandlerCalls;
import io.tideway.ws.internal.connection.HandlerFailures;
import io.tideway.ws.internal.connection.SummedLog;
import io.tideway.ws.internal.invoke.AccessRules;
import io.tideway.ws.internal.invoke.CallbackContext;
import io.tideway.ws.internal.invoke.CdiEvents;
import io.tideway.ws.internal.invoke.ConnectionContext;
import io.tideway.ws.internal.invoke.HandlerChains;
import io.tideway.ws.internal.invoke.HandlerMethods;
import io.tideway.ws.internal.invoke.HandlerReference;
import io.tideway.ws.internal.invoke.JsonCodec;
import io.tideway.ws.internal.invoke.ObservedEvents;
import io.tideway.ws.internal.invoke.ProvidedEndpoint;
import io.tideway.ws.internal.invoke.ServerTransactions;
import io.tideway.ws.internal.invoke.ServerValidation;
import io.tideway.ws.internal.invoke.UpgradeCheckBeans;
import io.tideway.ws.internal.messages.EndpointProblem;
import io.tideway.ws.internal.options.ModuleOptions;
import io.tideway.ws.internal.options.Settings;
import io.tideway.ws.internal.options.SettingsLookup;
import io.tideway.ws.internal.threads.Threads;
import io.tideway.ws.internal.upgrade.PathTemplate;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Builds the runtime of one application from its handler beans. */
final class DeploymentBuilder {
    private final BeanManager beans;
    private final ClassLoader loader;
    private final Threads threads = new Threads();
    private final ServerTransactions transactions = new ServerTransactions();
    private final Protocols protocols;
    private final JsonCodec codec;
    private final CallbackContext context;
    private final Map<PathTemplate, EndpointSpec> endpoints = new LinkedHashMap<>();
    private final RoomPolicyBean roomPolicy;
    private final NodeSettings nodeSettings;
    private final ModuleOptions realtimeSettings;
    private final NodeCore core;
    private final Set<String> roles = new HashSet<>();
    // One for all dependent handlers and checks, which live as long as the application.
    private final CreationalContext<?> owner;
    private final ServerValidation validation;

    DeploymentBuilder(
            BeanManager beans, ClassLoader loader, ConnectionContext connections, Collection<Bean<?>> policies) {
        this.beans = beans;
        this.loader = loader;
        this.codec = new JsonCodec(loader);
        this.protocols = new Protocols(loader);
        SummedLog log = new SummedLog(threads.pools().upkeep(), System::nanoTime);
        this.context = new CallbackContext(loader, ProgramHost.requestScopes(beans), connections, log);
        // On threads of our own, which a stop waits for: observers fail once the server has taken the application down.
        ObservedEvents events = new ObservedEvents(
                beans, new CdiEvents(context, beans.getEvent(), context.loading(threads.observers()), log));
        Settings settings = SettingsLookup.find(loader);
        this.roomPolicy = new RoomPolicyBean(beans, policies);
        this.realtimeSettings = new ModuleOptions(settings, "realtime");
        this.nodeSettings = NodeSettings.read(settings, loader);
        this.core = NodeCore.of(
                nodeSettings, roomPolicy, events, log, threads, context, codec, transactions, this::maxConnections);
        this.owner = beans.createCreationalContext(null);
        this.validation = new ServerValidation(beans, owner);
    }

    ConnectionManager manager() {
        return core.manager();
    }

    /** Has JSON read and written by the application's own provider, if it has one. */
    void useJsonProvider(Set<Bean<?>> providers, Consumer<String> problems) {
        if (providers.isEmpty()) {
            return;
        }
        try {
            codec.useBean(beans, providers, owner);
        } catch (RuntimeException e) {
            problems.accept(BootstrapMessages.noJsonb(e));
        }
    }

    /** Adds the endpoints of valid definitions; reports handlers and checks that cannot be obtained from CDI. */
    void add(Collection<HandlerDefinition> definitions, Collection<Bean<?>> checkBeans, Consumer<String> problems) {
        HandlerChains chains = new HandlerChains(
                context,
                codec,
                new UpgradeCheckBeans(beans, owner).of(checkBeans, problems),
                core.services().failures(),
                core.services().log());
        roomPolicy.obtain(problems);
        nodeSettings.tellProblems(problems);
        for (HandlerDefinition definition : definitions) {
            String path = definition.template().toString();
            String name = definition.bean().getBeanClass().getName();
            try {
                HandlerReference reference = new HandlerReference(beans, definition.bean(), owner);
                AccessRules rules = new AccessRules(beans, definition.type());
                HandlerCalls handler =
                        chains.of(path, name, reference.handler(), reference::onUpgrade, rules, definition.jsonType());
                definition
                        .jsonType()
                        .flatMap(codec::readProblem)
                        .ifPresent(text -> problems.accept(EndpointProblem.on(text, path, name)));
                Protocols.Spoken spoken = spoken(definition, reference, rules, problems);
                rules.roles().forEach(roles::add); // those of the methods that the protocol calls, too
                endpoints.put(
                        definition.template(), EndpointSpec.of(path, spoken.options(), handler, spoken.protocol()));
            } catch (RuntimeException | LinkageError e) {
                problems.accept(EndpointProblem.on(BootstrapMessages.noReference(e), path, name));
            }
        }
        if (realtimeSettings.isRead()) { // else they are for other applications of the same configuration
            realtimeSettings.problems().forEach(problems);
        }
    }

    private Protocols.Spoken spoken(
            HandlerDefinition definition, HandlerReference reference, AccessRules rules, Consumer<String> problems) {
        Class<?> handler = definition.type().getJavaClass();
        String path = definition.template().toString();
        protocols.problems(handler).forEach(problems);
        HandlerMethods methods = new HandlerMethods(
                reference.handler(),
                rules,
                context,
                new HandlerFailures(
                        path,
                        handler.getName(),
                        core.services().failures(),
                        core.services().log()),
                validation);
        return protocols.of(
                handler,
                definition.options(),
                () -> new ProvidedEndpoint(
                        handler,
                        definition.options(),
                        methods,
                        codec,
                        core.delivery(),
                        core.services().memory(),
                        core.services().clock(),
                        context.on(threads.caller()),
                        realtimeSettings,
                        text -> problems.accept(EndpointProblem.on(text, path, handler.getName()))));
    }

    /**
     * Builds the runtime.
     *
     * @param declaredRoles roles that the application names beside those of the rules of its handlers
     * @param stopTimeout how long a stop may take
     */
    Deployment build(Set<String> declaredRoles, Duration stopTimeout) {
        roles.addAll(declaredRoles);
        return new Deployment(
                core.services(),
                endpoints,
                Set.copyOf(roles),
                codec,
                threads,
                transactions,
                stopTimeout,
                this::release,
                core.link());
    }

    private void release() {
        owner.release();
        roomPolicy.release();
    }

    ClassLoader loader() {
        return loader;
    }

    private int maxConnections() {
        long sum = endpoints.values().stream()
                .map(EndpointSpec::options)
                .mapToLong(EndpointOptions::maxConnections)
                .sum();
        return (int) Math.min(sum, Integer.MAX_VALUE);
    }
}
