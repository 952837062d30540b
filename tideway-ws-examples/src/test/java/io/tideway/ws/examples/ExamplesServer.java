package io.tideway.ws.examples;

import io.tideway.ws.tyrus.TidewayServer;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Runs the examples in this process for the tests of one class. */
final class ExamplesServer implements BeforeAllCallback, AfterAllCallback {
    private TidewayServer server;

    @Override
    public void beforeAll(ExtensionContext context) {
        server = Main.start(0);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (server != null) {
            server.close();
        }
    }

    TidewayServer server() {
        return server;
    }
}
