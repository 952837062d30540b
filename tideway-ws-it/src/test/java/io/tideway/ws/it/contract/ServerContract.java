package io.tideway.ws.it.contract;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/**
 * Contains the tests that every server has to pass: a subclass registers its {@link ServerUnderTest} in a static field,
 * and inherits all tests.
 *
 * <p>They talk to the application over sockets only; its classes are those of the package {@code app}.
 */
public abstract class ServerContract {

    @Nested
    class Callbacks extends CallbacksContract {
        Callbacks(ContractClient application) {
            super(application);
        }
    }

    @Nested
    class Rooms extends RoomsContract {
        Rooms(ContractClient application) {
            super(application);
        }
    }

    @Nested
    class Scopes extends ScopesContract {
        Scopes(ContractClient application) {
            super(application);
        }
    }

    @Nested
    @DisplayName("JSON")
    class Json extends JsonContract {
        Json(ContractClient application) {
            super(application);
        }
    }

    @Nested
    @DisplayName("Concurrent JSON")
    class ConcurrentJson extends ConcurrentJsonContract {
        ConcurrentJson(ContractClient application) {
            super(application);
        }
    }

    @Nested
    class Failures extends FailuresContract {
        Failures(ContractClient application) {
            super(application);
        }
    }

    @Nested
    class Handshakes extends HandshakeContract {
        Handshakes(ContractClient application) {
            super(application);
        }
    }

    @Nested
    class Origins extends OriginContract {
        Origins(ContractClient application) {
            super(application);
        }
    }

    @Nested
    @DisplayName("Header lists")
    class HeaderLists extends HeaderListContract {
        HeaderLists(ContractClient application) {
            super(application);
        }
    }

    @Nested
    @DisplayName("Odd queries")
    class OddQueries extends MalformedQueryContract {
        OddQueries(ContractClient application) {
            super(application);
        }
    }

    @Nested
    @DisplayName("Smuggling")
    class Refusals extends RefusalContract {
        Refusals(ContractClient application) {
            super(application);
        }
    }

    @Nested
    class Limits extends LimitsContract {
        Limits(ContractClient application) {
            super(application);
        }
    }

    @Nested
    class Protocol extends ProtocolContract {
        Protocol(ContractClient application) {
            super(application);
        }
    }

    @Nested
    @Tag("realtime")
    class Realtime extends RealtimeContract {
        Realtime(ContractClient application) {
            super(application);
        }
    }

    @Nested
    class Security extends SecurityContract {
        Security(ContractClient application) {
            super(application);
        }
    }

    @Nested
    @DisplayName("REST")
    class Rest extends RestContract {
        Rest(ContractClient application) {
            super(application);
        }
    }

    @Nested
    class Schedulers extends SchedulersContract {
        Schedulers(ContractClient application) {
            super(application);
        }
    }

    @Nested
    class Executors extends ExecutorsContract {
        Executors(ContractClient application) {
            super(application);
        }
    }

    @Nested
    class Contexts extends ContextContract {
        Contexts(ContractClient application) {
            super(application);
        }
    }
}
