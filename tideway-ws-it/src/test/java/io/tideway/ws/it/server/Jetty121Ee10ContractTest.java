package io.tideway.ws.it.server;

import io.tideway.ws.it.contract.Deviation;
import io.tideway.ws.it.contract.ServerUnderTest;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs the contract on Jetty 12.1 for Jakarta EE 10, with Weld. */
@OnServer(ServerKind.JETTY_12_1_EE10)
class Jetty121Ee10ContractTest extends HostedContract {

    @RegisterExtension
    static final ServerUnderTest APPLICATION = new ContractServer(
            Deviation.LACKS_MANAGED_EXECUTORS,
            Deviation.LACKS_VALIDATION,
            Deviation.ANSWERS_PINGS_UNSEEN,
            Deviation.CANNOT_STOP_READING);
}
