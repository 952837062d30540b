package io.tideway.ws.it.server;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A server in a process of its own, on which applications are deployed as their users deploy them.
 *
 * <p>Its own realm knows {@value #MEMBER} in the role {@code member} and {@value #GUEST} in the role {@code guest},
 * both with the password {@value #PASSWORD}, for applications that ask for basic authentication. Not thread-safe.
 */
public interface Server extends AutoCloseable {

    /** A user in the role {@code member}. */
    String MEMBER = "ann";

    /** A user in the role {@code guest}. */
    String GUEST = "bob";

    /** The password of every user. */
    String PASSWORD = "tideway-secret";

    /** Returns which server this is. */
    ServerKind kind();

    /** Returns the version that the running server tells of itself. */
    String version();

    /** Starts the server and waits until it takes deployments. */
    void start();

    /**
     * Deploys a WAR or an EAR and waits until it has started.
     *
     * @param archive the WAR or EAR
     * @param contextPath as in {@code "/shop"}; empty for the root; of an EAR only its name, like a context path
     * @return how long the start took, by the server's own account where it gives one
     * @throws DeploymentFailedException if the server refuses it; the message holds what the server says
     */
    Duration deploy(Path archive, String contextPath);

    /**
     * Takes an application from the server and waits until it has stopped.
     *
     * @param contextPath where it was deployed
     */
    void undeploy(String contextPath);

    /**
     * Returns an address for HTTP.
     *
     * @param path with the context path, as in {@code "/shop/api/orders"}
     */
    URI http(String path);

    /**
     * Returns an address for WebSocket.
     *
     * @param path with the context path, as in {@code "/shop/chat"}
     */
    default URI ws(String path) {
        return URI.create(http(path).toString().replaceFirst("^http", "ws"));
    }

    /** Returns the port for AJP, on servers that have it. */
    default int ajpPort() {
        throw new UnsupportedOperationException(kind().title() + " has no AJP");
    }

    /** Returns what the server has logged. */
    ServerLog log();

    /**
     * Lets the server collect its garbage, and counts the instances of a class that are left, whatever class loader it
     * comes from.
     */
    int liveInstances(Class<?> type);

    /** Writes the live objects of the server's heap into a file, beside the server's log; returns the file. */
    Path dumpHeap();

    /** Stops the server: in its own way, or by force where that takes too long. */
    void stop();

    @Override
    default void close() {
        stop();
    }
}
