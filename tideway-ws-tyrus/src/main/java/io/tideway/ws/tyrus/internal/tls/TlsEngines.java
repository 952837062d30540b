package io.tideway.ws.tyrus.internal.tls;

import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.ssl.SSLBaseFilter.HandshakeListener;
import org.glassfish.grizzly.ssl.SSLEngineConfigurator;
import org.glassfish.grizzly.ssl.SSLUtils;

/** Configures the server's side of TLS: versions 1.3 and 1.2, HTTP/1.1 by ALPN, no renegotiation. */
public final class TlsEngines extends SSLEngineConfigurator implements HandshakeListener {

    private static final String HTTP_11 = "http/1.1";
    private static final String TLS_13 = "TLSv1.3";
    private static final String[] VERSIONS = {TLS_13, "TLSv1.2"};

    /** What an engine calls the version before its first handshake has settled one. */
    private static final String NO_VERSION = "NONE";

    /** What ALPN takes for "as if the client had not asked", and for a refusal. */
    private static final String IGNORE = "";

    /**
     * Makes the configuration.
     *
     * @param context holds the server's key
     */
    public TlsEngines(SSLContext context) {
        super(context, false, false, false);
        setEnabledProtocols(VERSIONS.clone());
    }

    private TlsEngines(TlsEngines original) {
        super(original);
    }

    @Override
    public SSLEngine createSSLEngine(String peerHost, int peerPort) {
        SSLEngine engine = super.createSSLEngine(peerHost, peerPort);
        engine.setHandshakeApplicationProtocolSelector((self, offered) -> selected(offered));
        return engine;
    }

    private static String selected(List<String> offered) {
        // Java's own clients offer h2 first; one that offers nothing we speak will notice by the first answer.
        return offered.contains(HTTP_11) ? HTTP_11 : IGNORE;
    }

    /** Ends a connection whose client begins another handshake, which would block the thread that reads. */
    @Override
    public void onStart(Connection<?> connection) {
        SSLEngine engine = SSLUtils.getSSLEngine(connection);
        String version = engine == null ? NO_VERSION : engine.getSession().getProtocol();
        // TLS 1.3 has no such handshake; what Grizzly reports as one is an update of keys.
        if (!NO_VERSION.equals(version) && !TLS_13.equals(version)) {
            connection.terminateSilently();
        }
    }

    @Override
    public void onComplete(Connection<?> connection) {
        // Is as it should be.
    }

    @Override
    public void onFailure(Connection<?> connection, Throwable cause) {
        // Grizzly closes the connection.
    }

    @Override
    public SSLEngineConfigurator copy() {
        return new TlsEngines(this);
    }
}
