package io.tideway.ws.it.server;

import io.tideway.ws.it.server.app.ClassLoaderMarker;
import io.tideway.ws.it.server.app.ConfigReleaser;
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

/** Builds the applications that tests deploy and undeploy. */
final class Archives {
    private Archives() {}

    /** Returns an application with handlers. */
    static WarBuilder endpoints() {
        return WarBuilder.war("endpoints")
                .classes(
                        ConnectionEndRecorder.class,
                        ResourceHoldingEndpoint.class,
                        FileLog.class,
                        ManagedDispatchEndpoint.class,
                        EventRecorder.class);
    }

    /** Returns an application with handlers and a {@link ClassLoaderMarker}, which a heap histogram counts. */
    static WarBuilder markedEndpoints() {
        return endpoints().classes(ClassLoaderMarker.class, MarkerEndpoint.class);
    }

    /** Returns the same application, which also releases MicroProfile Config when it stops. */
    static WarBuilder markedEndpointsReleasingConfig() {
        return markedEndpoints().classes(ConfigReleaser.class);
    }

    /** Returns an application with a Jakarta endpoint and without Tideway. */
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
