/**
 * Runs the endpoints of an application in a Java process of its own: Tyrus, Grizzly and Weld behind one class.
 *
 * <p>It is open because CDI makes its beans by reflection. What it needs of Weld is {@code static}: Weld's jars have no
 * module names of their own, so the names are those of the files, and a program adds the modules by an option.
 */
@SuppressWarnings({"module", "requires-automatic"})
open module io.tideway.ws.tyrus {
    requires transitive io.tideway.ws.api;
    requires io.tideway.ws.cdi;
    requires jakarta.cdi;
    requires jakarta.interceptor;
    requires jakarta.json.bind;
    requires jakarta.websocket;
    requires java.logging;
    requires org.glassfish.grizzly;
    requires org.glassfish.grizzly.http;
    requires transitive org.glassfish.grizzly.http.server; // whose handlers the server takes
    requires org.glassfish.tyrus.container.grizzly.client;
    requires org.glassfish.tyrus.container.grizzly.server;
    requires org.glassfish.tyrus.core;
    requires org.glassfish.tyrus.server;
    requires org.glassfish.tyrus.spi;
    requires static org.jspecify;
    requires static weld.api;
    requires static weld.core.impl;
    requires static weld.environment.common;
    requires static weld.se.core;
    requires static weld.spi;

    exports io.tideway.ws.tyrus;
    exports io.tideway.ws.tyrus.internal to
            io.tideway.ws.junit;
    exports io.tideway.ws.tyrus.internal.beans to
            io.tideway.ws.junit;

    uses jakarta.enterprise.inject.spi.Extension;
    uses jakarta.json.bind.spi.JsonbProvider;
}
