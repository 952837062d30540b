package io.tideway.ws.it.standalone;

import io.tideway.ws.Connection;
import io.tideway.ws.ConnectionManager;
import io.tideway.ws.it.contract.ContractClient;
import io.tideway.ws.it.contract.app.Journal;
import io.tideway.ws.tyrus.TidewayServer;
import jakarta.inject.Inject;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs the handlers that are nested classes of a test, and tests both ends of their connections. */
@ExtendWith(NestedBeans.class)
abstract class StandaloneTest {
    @Inject
    ConnectionManager manager;

    @Inject
    Journal journal;

    ContractClient application;

    @BeforeEach
    void open(TidewayServer server) {
        application = new ContractClient(server.uri("/"));
    }

    @AfterEach
    void close() {
        application.close();
        eventually(() -> org.assertj.core.api.Assertions.assertThat(manager.connectionCount())
                .isZero());
    }

    /** Finds the connection of the client with a tag, once it is upgraded. */
    Connection connection(String tag) {
        return ContractClient.await()
                .until(
                        () -> manager.connections().stream()
                                .filter(c -> Journal.tag(c.handshake()).equals(tag))
                                .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    /** Returns the one line about the end of a connection, once it is recorded. */
    String end(String tag) {
        eventually(() -> org.assertj.core.api.Assertions.assertThat(journal.of(tag))
                .filteredOn(line -> line.startsWith("disconnect"))
                .hasSize(1));
        return journal.of(tag).get(journal.of(tag).size() - 1);
    }

    static void eventually(ThrowingRunnable assertion) {
        ContractClient.await().untilAsserted(assertion);
    }
}
