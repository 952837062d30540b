package io.tideway.ws.tyrus.internal.container;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * Uses a TCP connection once, before the server has others.
 *
 * <p>The class of the JDK that writes to sockets needs a descriptor of its own when it is initialised. If the process
 * has none left by the first write, the class stays unusable, and so does the server, however many descriptors are free
 * later.
 */
final class WarmUp {
    private static final byte ANY = 1;

    private WarmUp() {}

    /**
     * Connects to itself, over the loopback address.
     *
     * @throws IOException if that is impossible
     */
    static void run() throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
            try (SocketChannel client = SocketChannel.open(server.getLocalAddress());
                    SocketChannel accepted = server.accept()) {
                client.write(ByteBuffer.allocate(1).put(ANY).flip());
                accepted.read(ByteBuffer.allocate(1));
            }
        }
    }
}
