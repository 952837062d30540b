package io.tideway.ws.it.server;

import io.tideway.ws.it.contract.ContractClient;
import io.tideway.ws.it.contract.SessionBeansContract;
import io.tideway.ws.it.contract.TimersContract;
import io.tideway.ws.it.contract.TransactionsContract;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

/** Contains the tests for servers with enterprise beans and transactions. */
abstract class PlatformContract extends HostedContract {

    @Nested
    @DisplayName("EJB timers")
    class Timers extends TimersContract {
        Timers(ContractClient application) {
            super(application);
        }
    }

    @Nested
    @DisplayName("Session beans")
    class SessionBeans extends SessionBeansContract {
        SessionBeans(ContractClient application) {
            super(application);
        }
    }

    @Nested
    class Transactions extends TransactionsContract {
        Transactions(ContractClient application) {
            super(application);
        }
    }
}
