package io.tideway.ws.it.standalone;

import io.tideway.ws.it.contract.BackpressureContract;
import io.tideway.ws.it.contract.ContractClient;
import io.tideway.ws.it.contract.EndContract;
import io.tideway.ws.it.contract.ServerUnderTest;
import io.tideway.ws.it.report.OnServerNamed;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs the tests that wait for slow and silent clients, in a JVM beside that of the other tests of the contract. */
@OnServerNamed("Standalone")
class StandaloneSlowClientsContractTest {
    @RegisterExtension
    static final ServerUnderTest SERVER = new StandaloneServer();

    @Nested
    class Backpressure extends BackpressureContract {
        Backpressure(ContractClient application) {
            super(application);
        }
    }

    @Nested
    class Ends extends EndContract {
        Ends(ContractClient application) {
            super(application);
        }
    }
}
