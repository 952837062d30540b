package io.tideway.ws.it.server;

import io.tideway.ws.it.contract.Deviation;
import io.tideway.ws.it.contract.ServerUnderTest;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs the contract on TomEE, with OpenWebBeans and Johnzon. */
@OnServer(ServerKind.TOMEE)
class TomEeContractTest extends PlatformContract {

    @RegisterExtension
    static final ServerUnderTest APPLICATION = new ContractServer(
            Deviation.ANSWERS_400_TO_UNESCAPED_QUERIES,
            Deviation.LOGS_TARGETS_THAT_IT_REFUSES,
            Deviation.ANSWERS_PINGS_UNSEEN);
}
