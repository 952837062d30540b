package io.tideway.ws.it.server;

import io.tideway.ws.it.contract.Deviation;
import io.tideway.ws.it.contract.ServerUnderTest;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs the contract on GlassFish 8. */
@OnServer(ServerKind.GLASSFISH_8)
class GlassFish8ContractTest extends PlatformContract {

    @RegisterExtension
    static final ServerUnderTest APPLICATION = new ContractServer(
            Deviation.TAKES_UNMASKED_FRAMES,
            Deviation.ANSWERS_PINGS_UNSEEN,
            Deviation.DECODES_WHOLE_FRAMES,
            Deviation.SPENDS_MILLISECONDS_ON_A_FRAME,
            Deviation.STOPS_READING_FOR_SECONDS,
            Deviation.LACKS_COMPRESSION);
}
