package io.tideway.ws.internal.messages;

/** Says on which endpoint a deployment error is. */
public final class EndpointProblem {
    private EndpointProblem() {}

    /** Returns the problem with the path and the class of its endpoint. */
    public static String on(String problem, String path, String type) {
        return "TIDEWAY-101 " + problem + ", on @WebSocketEndpoint(\"" + Text.clean(path) + "\") of class " + type;
    }
}
