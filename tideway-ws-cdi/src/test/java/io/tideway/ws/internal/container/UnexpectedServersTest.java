package io.tideway.ws.internal.container;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.Session;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.apache.tomcat.fake.FakeTomcat;
import org.glassfish.tyrus.fake.FakeTyrus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Shows what the log says of servers whose classes are not as expected: one line, however many connect. */
class UnexpectedServersTest {
    private static final int CONNECTIONS = Transports.MOST_FAILED_LOOKS + 2;

    private final Logger logger = Logger.getLogger(Transports.class.getName());
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Handler log = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(line.getLevel() + " " + line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private final Transports transports = new Transports(Runnable::run, Runnable::run, Runnable::run);

    @BeforeEach
    void listen() {
        logger.addHandler(log);
    }

    @AfterEach
    void end() {
        logger.removeHandler(log);
    }

    @Test
    void aMissingFastTransportIsToldOnceAtInfo() {
        assertToldOnce("INFO TIDEWAY-501 ", FakeTyrus::lostSession);
    }

    @Test
    void readingThatCannotBeStoppedIsToldOnceAtInfo() {
        assertToldOnce("INFO TIDEWAY-503 ", FakeTomcat::session);
    }

    @Test
    void aQueueBelowThatCannotBeBoundedIsToldOnceAtInfo() {
        assertToldOnce("INFO TIDEWAY-504 ", FakeTyrus::sessionOverUnknownQueue);
    }

    private void assertToldOnce(String beginning, Supplier<Session> sessions) {
        for (int i = 0; i < CONNECTIONS; i++) {
            transports.of(sessions.get());
        }
        assertThat(lines).singleElement().asString().startsWith(beginning);
    }
}
