package io.tideway.ws.it.server;

import io.tideway.ws.it.contract.Deviation;
import io.tideway.ws.it.contract.ServerUnderTest;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs the contract on Tomcat 11, with Weld. */
@OnServer(ServerKind.TOMCAT_11)
class Tomcat11ContractTest extends HostedContract {

    @RegisterExtension
    static final ServerUnderTest APPLICATION = new ContractServer(
            Deviation.LACKS_MANAGED_EXECUTORS,
            Deviation.LACKS_VALIDATION,
            Deviation.ANSWERS_400_TO_UNESCAPED_QUERIES,
            Deviation.LOGS_TARGETS_THAT_IT_REFUSES,
            Deviation.ANSWERS_PINGS_UNSEEN);
}
