package io.tideway.ws.internal.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.fixtures.LogLines;
import jakarta.websocket.Session;
import java.util.function.Supplier;
import java.util.logging.Level;
import org.apache.tomcat.fake.FakeTomcat;
import org.glassfish.tyrus.fake.FakeTyrus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Shows what the log says of servers whose classes are not as expected: one line, however many connect. */
class UnexpectedServersTest {
    private static final int CONNECTIONS = Transports.MOST_FAILED_LOOKUPS + 2;

    private final LogLines log = LogLines.of(Transports.class, Level.INFO);
    private final Transports transports = new Transports(Runnable::run, Runnable::run, Runnable::run);

    @AfterEach
    void end() {
        log.close();
    }

    @Test
    void aMissingFastTransportIsToldOnceAtInfo() {
        assertToldOnce("TIDEWAY-501 ", FakeTyrus::lostSession);
    }

    @Test
    void readingThatCannotBeStoppedIsToldOnceAtInfo() {
        assertToldOnce("TIDEWAY-503 ", FakeTomcat::session);
    }

    @Test
    void aQueueBelowThatCannotBeBoundedIsToldOnceAtInfo() {
        assertToldOnce("TIDEWAY-504 ", FakeTyrus::sessionOverUnknownQueue);
    }

    private void assertToldOnce(String beginning, Supplier<Session> sessions) {
        for (int i = 0; i < CONNECTIONS; i++) {
            transports.of(sessions.get());
        }
        assertThat(log.records()).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.INFO);
            assertThat(line.getMessage()).startsWith(beginning);
        });
    }
}
