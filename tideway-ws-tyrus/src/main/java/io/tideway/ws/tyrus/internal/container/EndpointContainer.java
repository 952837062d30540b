package io.tideway.ws.tyrus.internal.container;

import io.tideway.ws.tyrus.internal.deflate.DeflateExtension;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Extension;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.glassfish.tyrus.core.TyrusWebSocketEngine;
import org.glassfish.tyrus.server.TyrusServerContainer;
import org.glassfish.tyrus.spi.WebSocketEngine;

/**
 * Takes endpoints and passes them to Tyrus' engine at once, so that what is wrong with one is reported where it is
 * added.
 *
 * <p>Does not depend on the network: {@link HttpFront} feeds its engine. Thread-safe as Tyrus is: add endpoints from
 * one thread.
 */
public final class EndpointContainer extends TyrusServerContainer {

    private final String contextPath;
    private final TyrusWebSocketEngine engine;
    private final ScheduledThreadPoolExecutor timer;
    private boolean empty = true;

    /**
     * Makes a container without endpoints.
     *
     * @param name what the names of its threads begin with
     * @param contextPath what precedes the path of every endpoint; "/" for nothing
     */
    public EndpointContainer(String name, String contextPath) {
        super((Set<Class<?>>) null);
        this.timer = new ServerThreads(name).timer();
        // Not 0, by which Tyrus schedules an empty task with each message.
        setDefaultMaxSessionIdleTimeout(-1);
        this.contextPath = contextPath;
        // FrameAssembler hands over one whole frame at a time and holds its own limit, so Tyrus' buffer needs none.
        this.engine = TyrusWebSocketEngine.builder(this)
                .incomingBufferSize(Integer.MAX_VALUE)
                .build();
        doneDeployment();
    }

    @Override
    public void register(Class<?> endpointClass) throws DeploymentException {
        engine.register(endpointClass, contextPath);
        empty = false;
    }

    @Override
    public void register(ServerEndpointConfig config) throws DeploymentException {
        engine.register(config, contextPath);
        empty = false;
    }

    /**
     * Tells whether no endpoint has been added.
     *
     * @return true before the first has been added
     */
    public boolean isEmpty() {
        return empty;
    }

    /** Returns permessage-deflate, which an endpoint negotiates only if its option says so. */
    @Override
    public Set<Extension> getInstalledExtensions() {
        return Set.of(new DeflateExtension());
    }

    @Override
    public WebSocketEngine getWebSocketEngine() {
        return engine;
    }

    /** Returns a timer of ours; Tyrus' own keeps ten threads, whose end cannot be awaited. */
    @Override
    public ScheduledExecutorService getScheduledExecutorService() {
        return timer;
    }

    @Override
    public void stop() {
        timer.shutdownNow();
        super.stop();
    }

    @Override
    public Map<String, Object> getProperties() {
        return Map.of();
    }
}
