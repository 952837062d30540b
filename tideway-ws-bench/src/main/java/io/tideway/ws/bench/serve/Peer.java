package io.tideway.ws.bench.serve;

import io.tideway.ws.internal.bootstrap.ServletInitializer;
import io.tideway.ws.tyrus.TidewayServer;
import io.undertow.Undertow;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import io.undertow.websockets.jsr.WebSocketDeploymentInfo;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Xnio;
import org.xnio.XnioWorker;

/** Starts a server to be measured, which runs until its process ends. */
public final class Peer {
    private static final int IO_THREADS = 4;
    private static final int BACKLOG = 4096;
    private static final int BUFFER = 8192;

    private Peer() {}

    /**
     * Serves until the process ends.
     *
     * @param arguments the port, and {@code tyrus} (the default) or {@code undertow}
     * @throws Exception if the server does not start
     */
    public static void serve(List<String> arguments) throws Exception {
        int port = Integer.parseInt(arguments.get(0));
        String container = arguments.size() > 1 ? arguments.get(1) : "tyrus";
        switch (container) {
            case "tyrus" -> tyrus(port);
            case "undertow" -> undertow(port);
            default -> throw new IllegalArgumentException("no such container: " + container);
        }
        new CountDownLatch(1).await();
    }

    private static void tyrus(int port) {
        TidewayServer.builder().port(port).beans(BenchHandler.class).start();
    }

    private static void undertow(int port) throws IOException, ServletException {
        SeContainerInitializer.newInstance().addBeanClasses(BenchHandler.class).initialize();
        XnioWorker worker = Xnio.getInstance()
                .createWorker(OptionMap.builder()
                        .set(Options.WORKER_IO_THREADS, IO_THREADS)
                        .set(Options.TCP_NODELAY, true)
                        .getMap());
        DeploymentInfo application = Servlets.deployment()
                .setClassLoader(Peer.class.getClassLoader())
                .setContextPath("/")
                .setDeploymentName("bench")
                .addServletContextAttribute(
                        WebSocketDeploymentInfo.ATTRIBUTE_NAME,
                        new WebSocketDeploymentInfo()
                                .setWorker(worker)
                                .setBuffers(new DefaultByteBufferPool(true, BUFFER)))
                .addServletContainerInitializer(
                        new ServletContainerInitializerInfo(ServletInitializer.class, Set.of()));
        DeploymentManager manager = Servlets.defaultContainer().addDeployment(application);
        manager.deploy();
        Undertow.builder()
                .addHttpListener(port, "127.0.0.1")
                .setWorker(worker)
                .setSocketOption(Options.BACKLOG, BACKLOG)
                .setHandler(manager.start())
                .build()
                .start();
    }
}
