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
        Callbacks(Site site) {
            super(site);
        }
    }

    @Nested
    class Rooms extends RoomsContract {
        Rooms(Site site) {
            super(site);
        }
    }

    @Nested
    class Scopes extends ScopesContract {
        Scopes(Site site) {
            super(site);
        }
    }

    @Nested
    @DisplayName("JSON")
    class Json extends JsonContract {
        Json(Site site) {
            super(site);
        }
    }

    @Nested
    @DisplayName("Concurrent JSON")
    class ConcurrentJson extends ConcurrentJsonContract {
        ConcurrentJson(Site site) {
            super(site);
        }
    }

    @Nested
    class Failures extends FailuresContract {
        Failures(Site site) {
            super(site);
        }
    }

    @Nested
    class Handshakes extends HandshakeContract {
        Handshakes(Site site) {
            super(site);
        }
    }

    @Nested
    class Origins extends OriginContract {
        Origins(Site site) {
            super(site);
        }
    }

    @Nested
    @DisplayName("Header lists")
    class HeaderLists extends HeaderListContract {
        HeaderLists(Site site) {
            super(site);
        }
    }

    @Nested
    @DisplayName("Odd queries")
    class OddQueries extends MalformedQueryContract {
        OddQueries(Site site) {
            super(site);
        }
    }

    @Nested
    @DisplayName("Smuggling")
    class Refusals extends RefusalContract {
        Refusals(Site site) {
            super(site);
        }
    }

    @Nested
    class Limits extends LimitsContract {
        Limits(Site site) {
            super(site);
        }
    }

    @Nested
    class Protocol extends ProtocolContract {
        Protocol(Site site) {
            super(site);
        }
    }

    @Nested
    @Tag("realtime")
    class Realtime extends RealtimeContract {
        Realtime(Site site) {
            super(site);
        }
    }

    @Nested
    class Security extends SecurityContract {
        Security(Site site) {
            super(site);
        }
    }

    @Nested
    @DisplayName("REST")
    class Rest extends RestContract {
        Rest(Site site) {
            super(site);
        }
    }

    @Nested
    class Schedulers extends SchedulersContract {
        Schedulers(Site site) {
            super(site);
        }
    }

    @Nested
    class Executors extends ExecutorsContract {
        Executors(Site site) {
            super(site);
        }
    }

    @Nested
    class Contexts extends ContextContract {
        Contexts(Site site) {
            super(site);
        }
    }
}
