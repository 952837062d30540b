package io.tideway.ws.tyrus;

import io.tideway.ws.tyrus.internal.ServerAddress;
import io.tideway.ws.tyrus.internal.ServerValues;
import io.tideway.ws.tyrus.internal.Standalone;
import io.tideway.ws.tyrus.internal.StopOnce;
import io.tideway.ws.tyrus.internal.beans.BeanClasses;
import io.tideway.ws.tyrus.internal.beans.Discovery;
import io.tideway.ws.tyrus.internal.container.HttpMount;
import io.tideway.ws.tyrus.internal.tls.PemFiles;
import jakarta.enterprise.inject.se.SeContainer;
import java.lang.annotation.Annotation;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.jspecify.annotations.Nullable;

/**
 * Runs an application's handlers on Tyrus and Weld SE, in this process and on one port.
 *
 * <pre>{@code
 * try (TidewayServer server = TidewayServer.builder().port(0).beans(Chat.class).start()) {
 *     System.out.println("Chat is at " + server.uri("/chat/lobby"));
 * }
 * }</pre>
 *
 * <p>A server accepts its first connection once all its endpoints are ready, and listens on the loopback address unless
 * told otherwise. It speaks plain HTTP unless it is given a key by {@link Builder#tls(SSLContext) tls}. Several servers
 * may run in one JVM, each with its own beans. The JVM runs until the last one is closed; a JVM that is told to exit
 * closes them.
 *
 * <p>Callbacks run on the threads that read from the network as long as they are quick, and on worker threads, made as
 * needed, after one has blocked. So a handler that blocks delays other connections for a few milliseconds, and then
 * only its own, until {@link Builder#workers(int)} of them block. Thread-safe.
 */
public final class TidewayServer implements AutoCloseable {

    private final Standalone running;
    private final ServerAddress address;
    private final StopOnce stop;

    TidewayServer(Standalone running, ServerAddress address) {
        this.running = running;
        this.address = address;
        this.stop = new StopOnce(() -> {
            running.stop();
            ServerMessages.stopped(address.listening());
        });
    }

    /**
     * Returns a new description of a server; every setting has a default.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns the port, also the one that {@code port(0)} has picked.
     *
     * @return 1 to 65535
     */
    public int port() {
        return running.port();
    }

    /**
     * Returns the address of the application for browsers and HTTP clients on this machine.
     *
     * <p>A server that listens on all addresses is reached by the loopback one here, and by any other of the machine
     * from elsewhere.
     *
     * @return as in {@code http://127.0.0.1:8080/}, the context path included, with a slash at the end; with TLS it
     *     begins with {@code https}
     */
    public URI uri() {
        return address.http("/");
    }

    /**
     * Returns the address of an endpoint for clients on this machine, with the host of {@link #uri()}.
     *
     * @param path the path inside the context path, with a query if you like, as in {@code /chat/lobby?user=ann}
     * @return as in {@code ws://127.0.0.1:8080/chat/lobby?user=ann}; with TLS it begins with {@code wss}
     * @throws IllegalArgumentException if the address is not a URI
     */
    public URI uri(String path) {
        return address.webSocket(path);
    }

    /**
     * Returns the container of all beans.
     *
     * @return the container; close the server instead
     * @throws IllegalStateException if the server has been closed
     */
    public SeContainer container() {
        if (stop.hasBegun()) {
            throw new IllegalStateException(ServerMessages.closed());
        }
        return running.beans();
    }

    /**
     * Returns a bean.
     *
     * @param type a type of the bean
     * @param qualifiers its qualifiers, if any
     * @param <T> the type of the bean
     * @return the bean, or its client proxy
     * @throws jakarta.enterprise.inject.UnsatisfiedResolutionException if no bean has this type
     * @throws jakarta.enterprise.inject.AmbiguousResolutionException if there are several
     * @throws IllegalStateException if the server has been closed
     */
    public <T> T select(Class<T> type, Annotation... qualifiers) {
        return container().select(type, qualifiers).get();
    }

    /**
     * Stops the server: stops accepting connections, closes every connection with 1001 after its queued messages,
     * destroys the beans and ends the threads. Handlers that block are interrupted. Returns when all of that is done,
     * at the latest after {@link Builder#stopTimeout} and the time that the {@code @PreDestroy} methods of the beans
     * take, which are waited for; threads that ignore the interruption are logged. Does nothing the second time.
     */
    @Override
    public void close() {
        stop.stop();
    }

    /**
     * Describes a server; not thread-safe. Values are checked as they are set.
     *
     * <p>A number, a time limit or the host that is not set here is read from the configuration, as
     * {@code tideway.ws.server.port} for {@link #port(int)}, and has its default otherwise.
     */
    public static final class Builder extends ServerOptions<Builder> {
        private static final Pattern CONTEXT_PATH = Pattern.compile("/|(/[A-Za-z0-9._~-]+)+");

        private final Set<Class<?>> beans = new LinkedHashSet<>();
        private final List<Function<SeContainer, HttpMount>> mounts = new ArrayList<>();
        private String contextPath = "/";
        private boolean named;
        private @Nullable Discovery discovery;
        private @Nullable SSLContext tls;

        private Builder() {}

        @Override
        Builder builder() {
            return this;
        }

        /**
         * Sets what comes before the path of every endpoint and HTTP handler; "/" by default, which adds nothing.
         *
         * @param value "/" or like "/app"
         * @return this builder
         * @throws NullPointerException if {@code value} is null
         * @throws IllegalArgumentException if it is neither
         */
        public Builder contextPath(String value) {
            Objects.requireNonNull(value, "value must not be null");
            if (!CONTEXT_PATH.matcher(value).matches()) {
                throw new IllegalArgumentException(ServerMessages.badContextPath(value));
            }
            contextPath = value;
            return this;
        }

        /**
         * Names bean classes, so that these need no beans.xml. The search for others is then limited to jars and
         * directories with a beans.xml, unless {@link #discovery} is set.
         *
         * @param classes handlers and other beans, added to those named before
         * @return this builder
         * @throws NullPointerException if {@code classes} or one of them is null
         * @throws IllegalArgumentException if one cannot be a bean: an interface, an abstract or an inner class
         */
        public Builder beans(Class<?>... classes) {
            Objects.requireNonNull(classes, "classes must not be null");
            named = true;
            for (Class<?> type : classes) {
                beans.add(BeanClasses.check(Objects.requireNonNull(type, "classes must not have null")));
            }
            return this;
        }

        /**
         * Sets whether the server searches for beans. If no bean is named, it does so by default: in jars and
         * directories with a beans.xml, and in the directories of the class path without one, as
         * {@code target/classes}.
         *
         * @param enabled true for all of that, also when beans are named; false for named beans only
         * @return this builder
         */
        public Builder discovery(boolean enabled) {
            discovery = enabled ? Discovery.PROJECT : Discovery.NONE;
            return this;
        }

        /**
         * Mounts an ordinary HTTP handler, as Grizzly's for static content, on the same port.
         *
         * @param handler the handler
         * @param mappings paths inside the context path: "/status", or "/api/*" for all below; every path when none is
         *     given
         * @return this builder
         * @throws NullPointerException if {@code handler}, {@code mappings} or a mapping is null
         * @throws IllegalArgumentException if a mapping is neither
         */
        public Builder handler(HttpHandler handler, String... mappings) {
            Objects.requireNonNull(handler, "handler must not be null");
            return handler(beans -> handler, mappings);
        }

        /**
         * Mounts an HTTP handler that needs beans, as a Jakarta REST application does.
         *
         * @param factory makes the handler once the beans are there, before the first connection
         * @param mappings as in {@link #handler(HttpHandler, String...)}
         * @return this builder
         * @throws NullPointerException if {@code factory}, {@code mappings} or a mapping is null
         * @throws IllegalArgumentException if a mapping is not valid
         */
        public Builder handler(Function<SeContainer, HttpHandler> factory, String... mappings) {
            Objects.requireNonNull(factory, "factory must not be null");
            List<String> checked = HttpMount.checked(mappings);
            mounts.add(beans -> new HttpMount(factory.apply(beans), checked));
            return this;
        }

        /**
         * Turns on TLS (1.3 and 1.2), so that the server speaks only {@code https} and {@code wss}.
         *
         * @param context holds the server's key
         * @return this builder
         * @throws NullPointerException if {@code context} is null
         */
        public Builder tls(SSLContext context) {
            tls = Objects.requireNonNull(context, "context must not be null");
            return this;
        }

        /**
         * Turns on TLS as {@link #tls(SSLContext)} does, with a key from two PEM files. They are read once, now.
         *
         * @param certificateChain the server's certificate, then those that it was issued by
         * @param privateKey its key in PKCS#8, of RSA or an elliptic curve, without a password
         * @return this builder
         * @throws NullPointerException if {@code certificateChain} or {@code privateKey} is null
         * @throws IllegalArgumentException if a file cannot be read, is not what it should be, or the key is not the
         *     certificate's
         */
        public Builder tls(Path certificateChain, Path privateKey) {
            Objects.requireNonNull(certificateChain, "certificateChain must not be null");
            Objects.requireNonNull(privateKey, "privateKey must not be null");
            return tls(PemFiles.context(certificateChain, privateKey));
        }

        /**
         * Starts the server; returns once it listens.
         *
         * @return the running server, the caller's to close
         * @throws IllegalArgumentException if the host is not an address of this machine
         * @throws jakarta.enterprise.inject.spi.DeploymentException if something is wrong with the configuration of the
         *     server, or with the beans or endpoints; the exception lists all problems
         * @throws java.io.UncheckedIOException if the port cannot be bound
         */
        public TidewayServer start() {
            long since = System.nanoTime();
            ServerValues set = values.configured();
            Discovery found = discovery != null ? discovery : named ? Discovery.ARCHIVES : Discovery.PROJECT;
            Standalone running = Standalone.start(set.settings(
                    contextPath, List.copyOf(beans), found, List.copyOf(mounts), Optional.ofNullable(tls)));
            TidewayServer server =
                    new TidewayServer(running, new ServerAddress(set.host(), running.port(), contextPath, tls != null));
            server.stop.alsoAtExit();
            ServerMessages.listening(server.address.listening(), Duration.ofNanos(System.nanoTime() - since));
            return server;
        }
    }
}
