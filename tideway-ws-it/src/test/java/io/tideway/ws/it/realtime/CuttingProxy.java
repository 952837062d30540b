package io.tideway.ws.it.realtime;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Passes bytes between clients and a server, and cuts their connections. */
final class CuttingProxy implements AutoCloseable {
    private volatile URI server;
    private final ServerSocket listening;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    private CuttingProxy(URI server) throws IOException {
        this.server = server;
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    static CuttingProxy to(URI server) throws IOException {
        return new CuttingProxy(server);
    }

    /** Returns the address of the server by way of this proxy. */
    URI uri() {
        return URI.create("ws://127.0.0.1:" + listening.getLocalPort() + server.getRawPath());
    }

    /** Leads new connections to another server. */
    void leadTo(URI other) {
        server = other;
    }

    /** Cuts all connections; new ones pass. */
    void cut() {
        sockets.forEach(CuttingProxy::close);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                sockets.add(client);
                start(() -> connect(client));
            }
        } catch (IOException closed) {
            cut();
        }
    }

    private void connect(Socket client) {
        URI to = server;
        try {
            Socket target = new Socket(to.getHost(), to.getPort());
            sockets.add(target);
            start(() -> pump(client, target));
            pump(target, client);
        } catch (IOException notThere) {
            close(client);
            sockets.remove(client);
        }
    }

    private void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException cut) {
            // the other direction ends with it
        }
        close(from);
        close(to);
        sockets.remove(from);
        sockets.remove(to);
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "cutting-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        cut();
    }
}
