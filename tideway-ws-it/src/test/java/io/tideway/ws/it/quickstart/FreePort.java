package io.tideway.ws.it.quickstart;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Finds ports for programs that cannot find one themselves. */
public final class FreePort {
    private FreePort() {}

    /** Returns a port of the loopback interface that was free just now. */
    public static int next() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }
}
