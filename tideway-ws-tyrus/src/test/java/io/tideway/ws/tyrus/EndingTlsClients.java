package io.tideway.ws.tyrus;

import io.tideway.ws.rawclient.CorkedSocket;
import io.tideway.ws.rawclient.RawClient;
import io.tideway.ws.rawclient.TestKeys;
import javax.net.ssl.SSLSocket;

/**
 * Connects clients over TLS that end their side of it and read on.
 *
 * <p>With TLS 1.2 nothing can follow the client's end: RFC 5246 §7.2.1 has the server answer it at once and drop what
 * it has not written, and the TLS of Java does that. TLS 1.3 lets the server write on (RFC 8446 §6.1).
 */
final class EndingTlsClients {
    private final TestKeys keys;
    private final TidewayServer server;

    EndingTlsClients(TestKeys keys, TidewayServer server) {
        this.keys = keys;
        this.server = server;
    }

    /** Makes a socket that uses TLS 1.3. */
    SSLSocket over(CorkedSocket plain) throws Exception {
        SSLSocket socket =
                (SSLSocket) keys.client().getSocketFactory().createSocket(plain, "127.0.0.1", server.port(), false);
        socket.setEnabledProtocols(new String[] {"TLSv1.3"});
        socket.setSoTimeout(60_000);
        return socket;
    }

    /** Sends a request and the end of TLS in one write. */
    RawClient requestAndEnd(CorkedSocket plain, String request) throws Exception {
        SSLSocket socket = over(plain);
        socket.startHandshake();
        RawClient client = RawClient.over(socket);
        plain.cork();
        client.send(request);
        socket.shutdownOutput();
        plain.uncork();
        return client;
    }
}
