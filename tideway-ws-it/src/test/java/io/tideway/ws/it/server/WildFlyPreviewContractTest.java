package io.tideway.ws.it.server;

import io.tideway.ws.it.contract.Deviation;
import io.tideway.ws.it.contract.ServerUnderTest;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs the contract on WildFly Preview. */
@OnServer(ServerKind.WILDFLY_PREVIEW)
class WildFlyPreviewContractTest extends PlatformContract {

    @RegisterExtension
    static final ServerUnderTest APPLICATION = new ContractServer(
            Deviation.CLOSES_VIOLATIONS_WITH_1003,
            Deviation.REPORTS_MOST_VIOLATIONS_AS_1006,
            Deviation.HOLDS_FRAGMENTS_BACK,
            Deviation.ANSWERS_400_TO_UNESCAPED_QUERIES,
            Deviation.ANSWERS_400_TO_MALFORMED_ESCAPES,
            Deviation.READS_ON_DURING_CALLBACKS,
            Deviation.SWALLOWS_EMPTY_FRAGMENTS,
            Deviation.LACKS_COMPRESSION);
}
