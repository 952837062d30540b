package io.tideway.ws.internal.bootstrap;

import io.tideway.ws.internal.messages.SafeLog;
import io.tideway.ws.internal.messages.Text;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.List;

/** Holds the log lines and error texts of the wiring; ids 100 and 102 to 119, 580 to 594. */
final class BootstrapMessages {
    private static final SafeLog CLUSTER_NODE_LINK = SafeLog.of(ClusterNodeLink.class);
    private static final SafeLog CLUSTER_SETTINGS = SafeLog.of(ClusterSettings.class);
    private static final SafeLog DEPLOYMENT = SafeLog.of(Deployment.class);
    private static final SafeLog TIDEWAY_EXTENSION = SafeLog.of(TidewayExtension.class);

    private static final int MOST_PLACES = 5;

    private BootstrapMessages() {}

    /** Says that two handlers want one path. */
    static String samePath(String path, String type, String otherPath, String otherType) {
        return "TIDEWAY-102 class " + type + " (\"" + Text.clean(path) + "\") and class " + otherType + " (\""
                + Text.clean(otherPath) + "\") handle one path; give one of them another @WebSocketEndpoint path";
    }

    /** Says that a handler has no path. */
    static String handlerWithoutEndpoint(String type) {
        return "TIDEWAY-103 class " + type + " is a WebSocketHandler bean without a path; annotate it with"
                + " @WebSocketEndpoint(\"/path\"), or with @Vetoed if it is not an endpoint";
    }

    /** Says that an endpoint has no handler. */
    static String endpointWithoutHandler(String type) {
        return "TIDEWAY-104 class " + type
                + " has @WebSocketEndpoint but is not a handler; let it implement WebSocketHandler or JsonHandler";
    }

    /** Says that the class of an endpoint is not a CDI bean. */
    static String endpointIsNotABean(String type) {
        return "TIDEWAY-105 class " + type
                + " has @WebSocketEndpoint, but is not a CDI bean; make it a concrete,"
                + " top-level or static class with a constructor without parameters or one with @Inject";
    }

    /** Says that two web applications share one deployment. */
    static String shared(String contextPath) {
        return "TIDEWAY-106 the application at \"" + contextPath
                + "\" shares Tideway's jars with another one, so that CDI"
                + " cannot tell their handlers apart; put the jars into WEB-INF/lib of each WAR instead of the EAR's lib";
    }

    /** Says that virtual threads are missing. */
    static String noVirtualThreads(String version) {
        return "dispatch VIRTUAL needs Java 21 or later, but this is Java " + version + "; use MANAGED";
    }

    /** Says that the type of the documents is missing. */
    static String noJsonType() {
        return "the type of its JSON documents is not known; give it in the class, as in JsonHandler<Order>";
    }

    /** Says that CDI rejects the class for its type parameters. */
    static String genericClass() {
        return "the class has type parameters, which CDI accepts with the scope @Dependent only; annotate a class"
                + " without them, such as class Orders extends Documents<Order>";
    }

    /** Says that CDI cannot create the handler. */
    static String noReference(Throwable cause) {
        String remedy = cause instanceof LinkageError
                ? "make the classes public that its methods name, and what they are nested in, or give them a package"
                : "make it one bean that CDI can create: check its scope, its constructor and what it injects";
        return "the handler cannot be obtained from CDI: " + Text.clean(String.valueOf(cause.getMessage())) + "; "
                + remedy;
    }

    /** Says that several beans produce the options. */
    static String ambiguousOptions(Throwable cause) {
        return "TIDEWAY-107 the application's EndpointOptions cannot be obtained: "
                + Text.clean(String.valueOf(cause.getMessage()))
                + "; produce exactly one, without a qualifier, by a producer that does not throw";
    }

    /** Says that the application's own JSON-B is not one bean that CDI can create. */
    static String noJsonb(Throwable cause) {
        return "TIDEWAY-117 the application's Jsonb cannot be obtained: "
                + Text.clean(String.valueOf(cause.getMessage()))
                + "; produce exactly one without a qualifier, by a producer that does not throw";
    }

    /** Says that there are several policies of rooms. */
    static String severalRoomPolicies(Collection<String> types) {
        return "TIDEWAY-110 the application has several RoomPolicy beans, " + String.join(", ", types)
                + "; keep one, which decides for all rooms";
    }

    /** Says that CDI cannot create the policy of rooms. */
    static String noRoomPolicy(Throwable cause) {
        return "TIDEWAY-110 the application's RoomPolicy cannot be obtained from CDI: "
                + Text.clean(String.valueOf(cause.getMessage()))
                + "; check its scope, its constructor and what it injects";
    }

    /** Says that several brokers are configured. */
    static String severalBrokers(int count) {
        return "TIDEWAY-111 the configuration asks for " + count + " brokers; keep the settings of one";
    }

    /** Says that a broker cannot be made. */
    static String noBroker(Throwable cause) {
        return "TIDEWAY-112 the broker of the application cannot be created: " + Text.clean(String.valueOf(cause))
                + "; check that all jars of the broker are in the application, each in one version";
    }

    /** Says that the broker is required and not reachable. */
    static String brokerNotReachable(String cause) {
        return "TIDEWAY-113 the broker is not reachable, and tideway.ws.cluster.required is true: " + Text.clean(cause)
                + "; start the broker first, or remove tideway.ws.cluster.required, so that the node starts alone";
    }

    /** Logs that the node begins alone. */
    static void brokerNotReachableYet(String cause) {
        CLUSTER_NODE_LINK.log(
                Level.WARNING,
                null,
                "TIDEWAY-114 the broker is not reachable yet, so this node begins alone and joins the others later: %s",
                cause);
    }

    /** Logs that the configuration asks for a broker whose jar is missing. */
    static void brokerMissing(String key) {
        CLUSTER_SETTINGS.log(
                Level.WARNING,
                null,
                "TIDEWAY-115 %s is set, but no jar of the application has the broker, so this node is alone; add"
                        + " io.tideway:tideway-ws-redis to the application",
                key);
    }

    /** Says that a broker is required and none is configured. */
    static String requiredBrokerMissing(String key) {
        return "TIDEWAY-590 tideway.ws.cluster.required is true, but the application has no broker; set " + key
                + " and add io.tideway:tideway-ws-redis to the application, or remove tideway.ws.cluster.required";
    }

    /** Says that the scope of a handler is not active in its callbacks. */
    static String handlerOutOfScope(String type, String scope) {
        return "TIDEWAY-116 class " + type + " has @WebSocketEndpoint and @" + scope
                + ", but that scope is not active in"
                + " callbacks, so each of them would fail; use @ApplicationScoped for one instance,"
                + " @ConnectionScoped for one per connection, or @RequestScoped for one per callback";
    }

    /** Says that a handler does not survive its first exception. */
    static String statefulHandler(String type) {
        return "TIDEWAY-116 class " + type
                + " has @WebSocketEndpoint and @Stateful, but all clients share one instance of it,"
                + " which the server discards at its first exception; use @ApplicationScoped, @ConnectionScoped or"
                + " @Stateless instead of @Stateful";
    }

    /** Says that CDI gives observers of a dependent handler other instances than its callbacks. */
    static String dependentObserver(String type, String method) {
        return "TIDEWAY-118 class " + type + " has @WebSocketEndpoint and @Dependent and observes events in " + method
                + ", for which CDI would create further instances; use @ApplicationScoped, so that observers and"
                + " callbacks run on one instance, or make the observer static";
    }

    /** Says that the scope of the policy is not active where it is asked. */
    static String roomPolicyOutOfScope(String type, String scope) {
        return "TIDEWAY-110 the application's RoomPolicy, class " + type + ", has the scope @" + scope
                + ", which is not active on every thread that uses rooms; use @ApplicationScoped";
    }

    /** Says that a handler's protocol is missing. */
    static String noRealtimeProtocol(String type) {
        return "TIDEWAY-580 class " + type + " is a RealtimeHandler, but no jar speaks the Centrifuge protocol; add"
                + " io.tideway:tideway-ws-centrifuge to the application";
    }

    /** Says that no client can call a method. */
    static String uncallableMethod(String type, String method) {
        return "TIDEWAY-581 class " + type + " is not a RealtimeHandler, so no client can call its @RemoteCall method "
                + method + "; let the class implement io.tideway.ws.realtime.RealtimeHandler, or remove @RemoteCall";
    }

    /** Says that the deployment was asked for too early. */
    static String notStarted() {
        return "TIDEWAY-108 Tideway has not started yet; use it after the application has started";
    }

    /** Says that a start has not come to its end. */
    static String stoppedWhileStarting() {
        return "TIDEWAY-591 the application has been stopped, so its start has been given up";
    }

    /** Says that a start has not waited for the end of another one. */
    static String interruptedWhileStarting() {
        return "TIDEWAY-592 another thread is starting the application, and the wait for it was interrupted, so the"
                + " endpoints may not be there yet";
    }

    /** Says that an earlier start has failed. */
    static String startFailed() {
        return "TIDEWAY-593 the application cannot be started again, since its start has failed; the first exception has the"
                + " reason";
    }

    /** Logs that nothing will register the endpoints. */
    static void noHost(List<String> handlers) {
        TIDEWAY_EXTENSION.log(
                Level.WARNING,
                null,
                "TIDEWAY-119 nothing registers the endpoints of %s: this program has CDI and no servlet container, as with"
                        + " Weld SE or Helidon MP alone; deploy a WAR to a server, or start a TidewayServer of"
                        + " io.tideway:tideway-ws-tyrus",
                String.join(", ", handlers));
    }

    /** Logs threads of callbacks that did not return while the application stopped. */
    static void callbacksInterrupted(List<String> places) {
        DEPLOYMENT.log(
                Level.WARNING,
                null,
                "TIDEWAY-109 callbacks that had not returned were interrupted, so that the application can stop: %s",
                String.join(", ", places.subList(0, Math.min(places.size(), MOST_PLACES)))
                        + (places.size() > MOST_PLACES ? " and " + (places.size() - MOST_PLACES) + " more" : ""));
    }
}
