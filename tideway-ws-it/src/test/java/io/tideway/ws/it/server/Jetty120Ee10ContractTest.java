package io.tideway.ws.it.server;

import io.tideway.ws.it.contract.Deviation;
import io.tideway.ws.it.contract.ServerUnderTest;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs the contract on Jetty 12.0 for Jakarta EE 10, with Weld. */
@OnServer(ServerKind.JETTY_12_0_EE10)
class Jetty120Ee10ContractTest extends HostedContract {

    @RegisterExtension
    static final ServerUnderTest APPLICATION = new ContractServer(
            Deviation.LACKS_MANAGED_EXECUTORS,
            Deviation.LACKS_VALIDATION,
            Deviation.ANSWERS_PINGS_UNSEEN,
            Deviation.CANNOT_STOP_READING,
            Deviation.TAKES_ONE_UPGRADE_PROTOCOL_ONLY,
            Deviation.ANSWERS_400_TO_UNESCAPED_QUERIES,
            Deviation.ANSWERS_400_TO_MALFORMED_ESCAPES);
}
