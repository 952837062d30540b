package io.tideway.ws.it.standalone;

import io.tideway.ws.it.contract.ConformanceContract;
import io.tideway.ws.it.contract.ContractClient;
import io.tideway.ws.it.contract.ServerUnderTest;
import io.tideway.ws.it.report.OnServerNamed;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs the conformance suite on the standalone server, in a JVM beside that of the other tests of the contract. */
@OnServerNamed("Standalone")
class StandaloneConformanceContractTest {
    @RegisterExtension
    static final ServerUnderTest SERVER = new StandaloneServer();

    @Nested
    @Tag("conformance")
    class Conformance extends ConformanceContract {
        Conformance(ContractClient application) {
            super(application);
        }
    }
}
