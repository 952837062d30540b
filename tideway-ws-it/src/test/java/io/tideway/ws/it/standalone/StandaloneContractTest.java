package io.tideway.ws.it.standalone;

import io.tideway.ws.it.contract.ServerContract;
import io.tideway.ws.it.contract.ServerUnderTest;
import io.tideway.ws.it.contract.app.ContractApplication;
import io.tideway.ws.tyrus.TidewayServer;
import java.net.URI;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Keeps the contract on Tyrus and Weld SE, below a context path. */
class StandaloneContractTest extends ServerContract {

    @RegisterExtension
    static final ServerUnderTest SERVER = new ServerUnderTest() {
        private TidewayServer server;

        @Override
        protected URI start() {
            server = TidewayServer.builder()
                    .port(0)
                    .discovery(false)
                    .contextPath("/app")
                    .beans(ContractApplication.beans())
                    .start();
            return server.uri("/");
        }

        @Override
        protected void stop() {
            server.close();
        }
    };
}
