package io.tideway.ws.redis.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

/**
 * Stands between a broker and its server and does what networks do: it cuts connections, delays what passes, leaves
 * connections half-open, and holds everything back as a partition does.
 */
final class TcpProxy implements AutoCloseable {
    private final int target;
    private final ServerSocket listening;
    private final Set<Pair> pairs = ConcurrentHashMap.newKeySet();
    private volatile Duration delay = Duration.ZERO;
    private volatile boolean partitioned; // written under this
    private volatile String silencing = "";
    private volatile UnaryOperator<String> answers = UnaryOperator.identity();

    private TcpProxy(int target) {
        this.target = target;
        try {
            listening = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        } catch (IOException failed) {
            throw new AssertionError("cannot listen", failed);
        }
        thread(this::accept);
    }

    static TcpProxy to(RedisServer server) {
        return new TcpProxy(server.port());
    }

    String uri() {
        return "redis://127.0.0.1:" + listening.getLocalPort();
    }

    /** Cuts all connections; new ones pass. */
    void cut() {
        pairs.forEach(Pair::close);
    }

    /** Lets everything arrive later, in both directions. */
    void delay(Duration time) {
        delay = time;
    }

    /** Leaves the connections half-open: both ends stand, and nothing passes ever again; new ones pass. */
    void halfOpen() {
        pairs.forEach(pair -> pair.silent = true);
    }

    /** Makes each connection half-open that sends a text from now on; none if it is empty. */
    void halfOpenAt(String text) {
        silencing = text;
    }

    /** Has the server say something else, of the same length. */
    void replaceAnswer(String text, String by) {
        answers = answer -> answer.replace(text, by);
    }

    /** Holds back everything in both directions, until {@link #heal}. */
    synchronized void partition() {
        partitioned = true;
    }

    /** Lets pass what was held back and what comes. */
    synchronized void heal() {
        partitioned = false;
        notifyAll();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                thread(() -> connect(client));
            }
        } catch (IOException closed) {
            cut();
        }
    }

    private void connect(Socket client) {
        try {
            awaitHealed();
            Socket server = new Socket();
            server.connect(new InetSocketAddress("127.0.0.1", target), 1000);
            Pair pair = new Pair(client, server);
            pairs.add(pair);
            thread(() -> pair.pump(client, server));
            thread(() -> pair.pump(server, client));
        } catch (IOException refused) {
            close(client);
        }
    }

    private synchronized void awaitHealed() {
        while (partitioned) {
            try {
                wait();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static void thread(Runnable task) {
        Thread thread = new Thread(task, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException closed) {
            // It is closed.
        }
    }

    @Override
    public void close() {
        heal();
        try {
            listening.close();
        } catch (IOException closed) {
            // It is closed.
        }
        cut();
    }

    private final class Pair {
        private final Socket client;
        private final Socket server;
        private volatile boolean silent;

        private Pair(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        private void pump(Socket from, Socket to) {
            byte[] buffer = new byte[65536];
            try (InputStream in = from.getInputStream();
                    OutputStream out = to.getOutputStream()) {
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    pass(buffer, read, from == client, out);
                }
            } catch (IOException closed) {
                // The other direction ends with it.
            }
            close();
        }

        private void pass(byte[] buffer, int length, boolean fromClient, OutputStream out) throws IOException {
            long due = System.nanoTime() + delay.toNanos();
            String text = silencing;
            if (fromClient
                    && !text.isEmpty()
                    && new String(buffer, 0, length, StandardCharsets.ISO_8859_1).contains(text)) {
                silent = true;
            }
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            if (partitioned) {
                awaitHealed();
            }
            if (silent) {
                return;
            }
            if (fromClient) {
                out.write(buffer, 0, length);
            } else {
                String answer = new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
                out.write(answers.apply(answer).getBytes(StandardCharsets.ISO_8859_1));
            }
        }

        private void close() {
            pairs.remove(this);
            TcpProxy.close(client);
            TcpProxy.close(server);
        }
    }
}
