package io.tideway.ws.it.server;

import io.tideway.ws.it.contract.Deviation;
import io.tideway.ws.it.contract.ServerUnderTest;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs the contract on Open Liberty. */
@OnServer(ServerKind.OPEN_LIBERTY)
class OpenLibertyContractTest extends PlatformContract {

    @RegisterExtension
    static final ServerUnderTest APPLICATION = new ContractServer(
            Deviation.DECODES_FRAGMENTS_ALONE,
            Deviation.DECODES_WHOLE_FRAMES,
            Deviation.TAKES_CONTINUATIONS_OF_NOTHING,
            Deviation.KEEPS_SILENT_SOCKETS,
            Deviation.CANNOT_STOP_READING,
            Deviation.DROPS_CLIENTS_THAT_SEND_DURING_A_CLOSE,
            Deviation.ANSWERS_PINGS_UNSEEN,
            Deviation.FORWARDS_UPGRADES_WITHOUT_QUERY,
            Deviation.LACKS_VALIDATION,
            Deviation.LACKS_COMPRESSION);
}
