package io.tideway.ws.it.server;

import io.tideway.ws.it.contract.BackpressureContract;
import io.tideway.ws.it.contract.CallersContract;
import io.tideway.ws.it.contract.ConformanceContract;
import io.tideway.ws.it.contract.EndContract;
import io.tideway.ws.it.contract.FilterContract;
import io.tideway.ws.it.contract.ForwardContract;
import io.tideway.ws.it.contract.ServerContract;
import io.tideway.ws.it.contract.Site;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/**
 * Contains the tests that every server with deployed applications has to pass, beside those that take little time on
 * the standalone server.
 */
abstract class HostedContract extends ServerContract {

    @Nested
    class Backpressure extends BackpressureContract {
        Backpressure(Site site) {
            super(site);
        }
    }

    @Nested
    class Callers extends CallersContract {
        Callers(Site site) {
            super(site, Server.MEMBER, Server.GUEST, Server.PASSWORD);
        }
    }

    @Nested
    @Tag("conformance")
    class Conformance extends ConformanceContract {
        Conformance(Site site) {
            super(site);
        }
    }

    @Nested
    class Ends extends EndContract {
        Ends(Site site) {
            super(site);
        }
    }

    @Nested
    class Filters extends FilterContract {
        Filters(Site site) {
            super(site);
        }
    }

    @Nested
    class Forwards extends ForwardContract {
        Forwards(Site site) {
            super(site);
        }
    }

    @Nested
    class Logs extends LogsContract {
        Logs(Site site, Server server) {
            super(site, server);
        }
    }

    @Nested
    @DisplayName("Start time")
    class StartTime extends StartTimeContract {
        StartTime(Server server) {
            super(server);
        }
    }
}
