package io.tideway.ws.bench.serve;

import io.tideway.ws.internal.servlet.ServletInitializer;
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
import java.util.function.BiConsumer;
import org.glassfish.tyrus.server.Server;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Xnio;
import org.xnio.XnioWorker;

/** Starts a server to be measured, which runs until its process ends. */
public final class MeasuredServer {
    private static final int IO_THREADS = 4;
    private static final int BACKLOG = 4096;
    private static final int BUFFER = 8192;

    private MeasuredServer() {}

    /**
     * Serves until the process ends.
     *
     * @param arguments the port, {@code tyrus} (the default) or {@code undertow}, and {@code plain} for its own loop
     *     instead of Tideway; {@code realtime} for a realtime endpoint; {@code room} for broadcasts to one room, and
     *     {@code room logged} where that keeps a log
     * @throws Exception if the server does not start
     */
    public static void serve(List<String> arguments) throws Exception {
        int port = Integer.parseInt(arguments.get(0));
        String what = arguments.size() > 1 ? String.join(" ", arguments.subList(1, arguments.size())) : "tyrus";
        switch (what) {
            case "tyrus" -> tideway(port, BenchHandler.class);
            case "realtime" -> tideway(port, RealtimeBenchHandler.class);
            case "room" -> tideway(port, RoomBenchHandler.class);
            case "room logged" -> tideway(port, RoomBenchHandler.class, LoggedRooms.class);
            case "tyrus plain" -> new Server("127.0.0.1", port, "/", null, PlainEndpoint.class).start();
            case "undertow" -> undertow(port, MeasuredServer::addTideway);
            case "undertow plain" -> undertow(port, (application, sockets) -> sockets.addEndpoint(PlainEndpoint.class));
            default -> throw new IllegalArgumentException("no such server: " + what);
        }
        new CountDownLatch(1).await();
    }

    private static void tideway(int port, Class<?>... beans) {
        TidewayServer.builder().port(port).beans(beans).start();
    }

    private static void addTideway(DeploymentInfo application, WebSocketDeploymentInfo sockets) {
        SeContainerInitializer.newInstance().addBeanClasses(BenchHandler.class).initialize();
        application.addServletContainerInitializer(
                new ServletContainerInitializerInfo(ServletInitializer.class, Set.of()));
    }

    private static void undertow(int port, BiConsumer<DeploymentInfo, WebSocketDeploymentInfo> endpoints)
            throws IOException, ServletException {
        XnioWorker worker = Xnio.getInstance()
                .createWorker(OptionMap.builder()
                        .set(Options.WORKER_IO_THREADS, IO_THREADS)
                        .set(Options.TCP_NODELAY, true)
                        .getMap());
        WebSocketDeploymentInfo sockets =
                new WebSocketDeploymentInfo().setWorker(worker).setBuffers(new DefaultByteBufferPool(true, BUFFER));
        DeploymentInfo application = Servlets.deployment()
                .setClassLoader(MeasuredServer.class.getClassLoader())
                .setContextPath("/")
                .setDeploymentName("bench")
                .addServletContextAttribute(WebSocketDeploymentInfo.ATTRIBUTE_NAME, sockets);
        endpoints.accept(application, sockets);
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
