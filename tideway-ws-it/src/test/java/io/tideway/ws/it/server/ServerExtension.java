package io.tideway.ws.it.server;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Starts and stops the servers that {@link OnServer} asks for; at most one runs. */
final class ServerExtension
        implements ExecutionCondition,
                BeforeAllCallback,
                BeforeEachCallback,
                AfterEachCallback,
                LifecycleMethodExecutionExceptionHandler,
                ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(ServerExtension.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        ServerKind kind = kind(context);
        if (!kind.selected()) {
            return ConditionEvaluationResult.disabled("not among " + System.getProperty(ServerKind.SELECTION));
        }
        int running = Runtime.version().feature();
        return kind.java().includes(running)
                ? ConditionEvaluationResult.enabled("selected")
                : ConditionEvaluationResult.disabled(
                        OnServer.OTHER_JAVA + kind.javaVersions() + ", and this is Java " + running);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        running(context).use(kind(context));
        context.publishReportEntry("Version", running(context).server().version());
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        running(context).mark();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (context.getExecutionException().isPresent()) {
            running(context).print(context.getDisplayName());
        }
    }

    @Override
    public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable cause) throws Throwable {
        running(context).print(context.getDisplayName());
        throw cause;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Server.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return running(context).server();
    }

    private static ServerKind kind(ExtensionContext context) {
        Class<?> tested = context.getRequiredTestClass();
        return AnnotationSupport.findAnnotation(tested, OnServer.class, context.getEnclosingTestClasses())
                .orElseThrow(() -> new IllegalStateException("no @OnServer on " + tested))
                .value();
    }

    /** Returns the holder of the server. */
    static RunningServer running(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(RunningServer.class, type -> new RunningServer(), RunningServer.class);
    }
}
