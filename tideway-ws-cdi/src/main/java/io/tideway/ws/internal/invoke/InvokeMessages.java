package io.tideway.ws.internal.invoke;

import io.tideway.ws.Connection;
import io.tideway.ws.internal.messages.SafeLog;
import io.tideway.ws.internal.messages.Text;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Holds the log lines and error texts of the calls of handlers; ids 400 to 439 and 595. */
final class InvokeMessages {
    private static final SafeLog CDI_EVENTS = SafeLog.of(CdiEvents.class);
    private static final SafeLog CALLBACK_CONTEXT = SafeLog.of(CallbackContext.class);
    private static final SafeLog CONNECTION_BEANS = SafeLog.of(ConnectionBeans.class);
    private static final SafeLog JSON_CODEC = SafeLog.of(JsonCodec.class);
    private static final SafeLog REQUEST_SCOPE_STEP = SafeLog.of(RequestScopeStep.class);
    private static final SafeLog ROLES = SafeLog.of(RolesStep.class);
    private static final SafeLog ACCESS_RULES = SafeLog.of(AccessRules.class);
    private static final SafeLog VALIDATION = SafeLog.of(ServerValidation.class);

    private InvokeMessages() {}

    /** Says that the application has no CDI. */
    static String noCdi() {
        return "TIDEWAY-413 CDI is not active in this application, so it has no handlers; enable the server's CDI, or add"
                + " one to the application, such as weld-servlet-core on Tomcat and Jetty; on TomEE leave"
                + " metadata-complete=\"true\" out of web.xml";
    }

    /** Says that the local view of a session bean lacks a method. */
    static String methodOutOfView(Method method) {
        return "the bean's local view does not have the method " + method.getName()
                + ": annotate the class with @LocalBean, if it is a session bean";
    }

    /** Tells of an observer that threw. */
    static SafeLog.Entry observerFailed(Object event, Throwable cause) {
        return CDI_EVENTS.entry(
                Level.ERROR,
                cause,
                "TIDEWAY-401 an observer of %s failed: %s",
                event.getClass().getSimpleName(),
                cause);
    }

    /** Tells of a caller who may not use a callback. */
    static SafeLog.Entry accessDenied(String callback, String handler, Connection connection) {
        return ROLES.entry(
                Level.INFO,
                null,
                "TIDEWAY-402 the caller has none of the roles that %s of %s asks for: connection %s is closed with 1008",
                callback,
                handler,
                connection.id());
    }

    /** Says that a value could not be serialised. */
    static String notEncodable(Object value) {
        return "TIDEWAY-403 JSON-B cannot serialise a " + value.getClass().getName();
    }

    /** Says that a document could not be read. */
    static String notDecodable(Type type) {
        return "TIDEWAY-404 the message is not valid JSON for " + type.getTypeName();
    }

    /** Says that JSON-B may not use a class. */
    static String notAccessible(Type type, Throwable cause) {
        return "TIDEWAY-595 JSON-B cannot access " + type.getTypeName() + " or a type in it ("
                + Text.clean(String.valueOf(cause.getMessage()))
                + "); make the record or class public, and what it is nested in, or, in a module, open its package";
    }

    /** Says that a document is null. */
    static String nullDocument(Type type) {
        return "TIDEWAY-405 the message is the JSON null where a " + type.getTypeName()
                + " is expected; let the handler take an Optional to accept it";
    }

    /** Says that the deployment has ended. */
    static String stopped() {
        return "TIDEWAY-406 the application is stopping, so JSON is no longer read or written";
    }

    /** Tells of the scope of a connection that could not be ended. */
    static SafeLog.Entry connectionScopeNotEnded(Throwable cause) {
        return notEnded(CALLBACK_CONTEXT, "the scope of a connection could not be ended", cause);
    }

    /** Tells of the scope of a request that could not be ended. */
    static SafeLog.Entry requestScopeNotEnded(Throwable cause) {
        return notEnded(REQUEST_SCOPE_STEP, "the scope of a request could not be ended", cause);
    }

    /** Tells of a bean of a connection that could not be destroyed. */
    static SafeLog.Entry beanNotDestroyed(Throwable cause) {
        return notEnded(CONNECTION_BEANS, "a @ConnectionScoped bean could not be destroyed", cause);
    }

    /** Logs that the JSON-B provider could not be closed. */
    static void providerNotClosed(Throwable cause) {
        notEnded(JSON_CODEC, "the provider of JSON-B could not be closed", cause)
                .write();
    }

    private static SafeLog.Entry notEnded(SafeLog log, String what, Throwable cause) {
        return log.entry(Level.WARNING, cause, "TIDEWAY-409 %s: %s", what, cause);
    }

    /** Logs several rules in one place, which Jakarta Annotations forbids. */
    static void severalAccessRules(String where) {
        ACCESS_RULES.log(
                Level.WARNING,
                null,
                "TIDEWAY-410 %s has more than one of @RolesAllowed, @DenyAll and @PermitAll; callers must meet all of them,"
                        + " so keep one",
                where);
    }

    /** Says that there is no current connection. */
    static String noCallback() {
        return "TIDEWAY-407 this thread does not run a callback of a connection; look the connection up in the ConnectionManager"
                + " by its id instead";
    }

    /** Says that the current connection has ended. */
    static String connectionEnded() {
        return "TIDEWAY-408 the connection has ended, and with it its scope: its @ConnectionScoped beans are gone";
    }

    /** Says that an upgrade check would need a connection. */
    static String checkInConnectionScope(String type) {
        return "TIDEWAY-411 the UpgradeCheck " + type
                + " is @ConnectionScoped, but a connection does not exist yet during an upgrade; give it another scope";
    }

    /** Says that the provider of Jakarta Validation does not start. */
    static String noValidation(Method method, Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return "TIDEWAY-414 Jakarta Validation cannot start, so nothing would check the constraints on the parameters of "
                + signature(method) + ": " + Text.clean(String.valueOf(cause))
                + (root == cause ? "" : ", caused by " + Text.clean(String.valueOf(root)))
                + "; add to the application what its provider needs, as Hibernate Validator needs"
                + " org.glassfish.expressly:expressly, or another Jakarta Expression Language";
    }

    /** Logs that nothing checks constraints. */
    static void noValidationProvider(Method method) {
        VALIDATION.log(
                Level.WARNING,
                null,
                "TIDEWAY-415 nothing checks the constraints on the parameters of %s of class %s, since the application has"
                        + " the API of Jakarta Validation and no provider; add one, such as"
                        + " org.hibernate.validator:hibernate-validator with org.glassfish.expressly:expressly",
                signature(method),
                method.getDeclaringClass().getName());
    }

    private static String signature(Method method) {
        return Stream.of(method.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(", ", method.getName() + "(", ")"));
    }

    /** Says that an upgrade check cannot be obtained from CDI. */
    static String noCheck(String type, Throwable cause) {
        return "TIDEWAY-412 the UpgradeCheck " + type + " cannot be obtained from CDI: "
                + Text.clean(String.valueOf(cause.getMessage()))
                + "; check its scope, its constructor and what it injects";
    }
}
