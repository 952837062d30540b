/**
 * Runs the endpoints of an application: a CDI extension and its runtime, with no API of their own.
 *
 * <p>It is open because CDI makes its beans, calls its observers and defines proxies by reflection. What only some
 * containers have is {@code static}; where such a jar has no module name of its own, the name is that of its file.
 *
 * <p>It does not provide the servlet initializer: a module that provides a service cannot do without the service's
 * module, and the standalone server has no servlets. A servlet container finds it by {@code META-INF/services}, since a
 * WAR's jars are on a class path.
 */
@SuppressWarnings({"module", "requires-automatic"})
open module io.tideway.ws.cdi {
    requires transitive io.tideway.ws.api;
    requires jakarta.cdi;
    requires jakarta.websocket;
    requires static jakarta.concurrency;
    requires static jakarta.json.bind;
    requires static jakarta.servlet;
    requires static jakarta.transaction;
    requires static jakarta.validation;
    requires static java.naming;
    requires static microprofile.config.api;
    requires static microprofile.health.api;
    requires static org.glassfish.tyrus.spi;
    requires static org.jspecify;
    requires static undertow.core;
    requires static undertow.websockets.jsr;

    exports io.tideway.ws.internal.bootstrap to
            io.tideway.ws.tyrus;
    exports io.tideway.ws.internal.container to
            io.tideway.ws.tyrus;
    exports io.tideway.ws.internal.endpoint to
            io.tideway.ws.tyrus;
    exports io.tideway.ws.internal.messages to
            io.tideway.ws.tyrus;
    exports io.tideway.ws.internal.options to
            io.tideway.ws.tyrus;
    exports io.tideway.ws.internal.outbound to
            io.tideway.ws.tyrus;
    exports io.tideway.ws.internal.threads to
            io.tideway.ws.tyrus;
    exports io.tideway.ws.internal.upgrade to
            io.tideway.ws.tyrus;

    uses io.tideway.ws.spi.BrokerProvider;
    uses io.tideway.ws.spi.ProtocolProvider;

    provides jakarta.enterprise.inject.spi.Extension with
            io.tideway.ws.internal.bootstrap.TidewayExtension;
}
