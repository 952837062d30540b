package io.tideway.ws.it.server;

import io.tideway.ws.it.contract.BackpressureContract;
import io.tideway.ws.it.contract.CallersContract;
import io.tideway.ws.it.contract.ConformanceContract;
import io.tideway.ws.it.contract.ContractClient;
import io.tideway.ws.it.contract.EndContract;
import io.tideway.ws.it.contract.FilterContract;
import io.tideway.ws.it.contract.ForwardContract;
import io.tideway.ws.it.contract.ServerContract;
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
        Backpressure(ContractClient application) {
            super(application);
        }
    }

    @Nested
    class Callers extends CallersContract {
        Callers(ContractClient application) {
            super(application, Server.MEMBER, Server.GUEST, Server.PASSWORD);
        }
    }

    @Nested
    @Tag("conformance")
    class Conformance extends ConformanceContract {
        Conformance(ContractClient application) {
            super(application);
        }
    }

    @Nested
    class Ends extends EndContract {
        Ends(ContractClient application) {
            super(application);
        }
    }

    @Nested
    class Filters extends FilterContract {
        Filters(ContractClient application) {
            super(application);
        }
    }

    @Nested
    class Forwards extends ForwardContract {
        Forwards(ContractClient application) {
            super(application);
        }
    }

    @Nested
    class Logs extends LogsContract {
        Logs(ContractClient application, Server server) {
            super(application, server);
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
