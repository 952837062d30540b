package io.tideway.ws.it.server;

/** Thrown where a server does not start an application. */
public final class DeploymentFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DeploymentFailedException(String contextPath, String said) {
        super("the server refuses the application at \"" + contextPath + "\": " + said);
    }
}
