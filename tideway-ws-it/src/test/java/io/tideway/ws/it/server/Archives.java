package io.tideway.ws.it.server;

import io.tideway.ws.it.server.app.ClassLoaderMarker;
import io.tideway.ws.it.server.app.ConnectionEndRecorder;
import io.tideway.ws.it.server.app.EventRecorder;
import io.tideway.ws.it.server.app.FileLog;
import io.tideway.ws.it.server.app.ManagedDispatchEndpoint;
import io.tideway.ws.it.server.app.MarkerEndpoint;
import io.tideway.ws.it.server.app.PlainClassLoaderMarker;
import io.tideway.ws.it.server.app.PlainJakartaEndpoint;
import io.tideway.ws.it.server.app.PlainJakartaTasks;
import io.tideway.ws.it.server.app.ResourceHoldingEndpoint;
import io.tideway.ws.it.server.app.SlowServlet;

/** The applications that come and go, ready to be varied. */
final class Archives {
    private Archives() {}

    /** Returns the one with handlers. */
    static WarBuilder endpoints() {
        return WarBuilder.war("endpoints")
                .classes(
                        ConnectionEndRecorder.class,
                        ResourceHoldingEndpoint.class,
                        FileLog.class,
                        ManagedDispatchEndpoint.class,
                        EventRecorder.class);
    }

    /** Returns one with handlers, which the heap tells from the others by its {@link ClassLoaderMarker}. */
    static WarBuilder markedEndpoints() {
        return endpoints().classes(ClassLoaderMarker.class, MarkerEndpoint.class);
    }

    /** Returns one with an endpoint of its own and without Tideway. */
    static WarBuilder withoutTideway() {
        return WarBuilder.war("plain")
                .classes(
                        PlainClassLoaderMarker.class,
                        PlainJakartaEndpoint.class,
                        PlainJakartaTasks.class,
                        SlowServlet.class)
                .withoutTideway();
    }
}
