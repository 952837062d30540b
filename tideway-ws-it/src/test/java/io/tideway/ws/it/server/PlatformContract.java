package io.tideway.ws.it.server;

import io.tideway.ws.it.contract.SessionBeansContract;
import io.tideway.ws.it.contract.Site;
import io.tideway.ws.it.contract.TimersContract;
import io.tideway.ws.it.contract.TransactionsContract;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

/** Contains the tests for servers with enterprise beans and transactions. */
abstract class PlatformContract extends HostedContract {

    @Nested
    @DisplayName("EJB timers")
    class Timers extends TimersContract {
        Timers(Site site) {
            super(site);
        }
    }

    @Nested
    @DisplayName("Session beans")
    class SessionBeans extends SessionBeansContract {
        SessionBeans(Site site) {
            super(site);
        }
    }

    @Nested
    class Transactions extends TransactionsContract {
        Transactions(Site site) {
            super(site);
        }
    }
}
