package io.tideway.ws.it.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.it.server.app.persistence.FirstNote;
import io.tideway.ws.it.server.app.persistence.Note;
import io.tideway.ws.it.server.app.persistence.Notes;
import io.tideway.ws.it.server.app.persistence.NotesHandler;
import io.tideway.ws.it.server.app.persistence.NotesOnContainerEndpoint;
import io.tideway.ws.it.server.app.persistence.NotesOnManagedEndpoint;
import io.tideway.ws.it.server.app.persistence.NotesOnVirtualEndpoint;
import io.tideway.ws.junit.TestConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Tests on servers with Jakarta Persistence that handlers may use an entity manager of the server, in a transaction and
 * without one.
 */
abstract class PersistenceContract {
    private static final String USED = "0 before, 1 after";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CLIENTS = 8;
    private static final int BURSTS = 5;
    private static final int MESSAGES = 10;
    private static final String UNIT = """
            <persistence xmlns="https://jakarta.ee/xml/ns/persistence" version="3.0">
              <persistence-unit name="notes">
                %s
                <exclude-unlisted-classes>false</exclude-unlisted-classes>
                <properties>
                  <property name="jakarta.persistence.schema-generation.database.action" value="drop-and-create"/>
                </properties>
              </persistence-unit>
            </persistence>
            """;

    private final String source;
    private final DeployedApplications applications;

    /** Tests with the default data source of the server. */
    PersistenceContract(Server server) {
        this.source = "";
        this.applications = new DeployedApplications(server);
    }

    /** Tests with a data source of a server whose default one works with an external database only. */
    PersistenceContract(Server server, String source) {
        this.source = "<jta-data-source>" + source + "</jta-data-source>";
        this.applications = new DeployedApplications(server);
    }

    @BeforeEach
    void deploy() {
        WarBuilder war = WarBuilder.war("persistence")
                .classes(
                        FirstNote.class,
                        Note.class,
                        Notes.class,
                        NotesHandler.class,
                        NotesOnContainerEndpoint.class,
                        NotesOnManagedEndpoint.class)
                .file("WEB-INF/classes/META-INF/persistence.xml", UNIT.formatted(source));
        if (hasVirtualThreads()) {
            war.classes(NotesOnVirtualEndpoint.class);
        }
        applications.deploy(war.build(), "/persistence");
    }

    @AfterEach
    void leave() {
        applications.close();
    }

    @Test
    void everyCallbackUsesTheDatabase() {
        for (String path : paths()) {
            TestConnection client = applications.connect(path);
            assertThat(ask(client, "first")).as(path).isEqualTo(USED);
            assertThat(ask(client, "second")).as(path).isEqualTo(USED);
            client.send(NotesHandler.THROW);
            assertThat(ask(client, "third")).as(path).isEqualTo(USED);
            client.close();
            TestConnection next = applications.connect(path);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    ask(next, NotesHandler.RECORD).lines().map(line -> path + " " + line))
                            .contains(
                                    path + " onUpgrade: " + USED,
                                    path + " onConnect: " + USED,
                                    path + " flushed: " + USED,
                                    path + " onError: " + USED,
                                    path + " onDisconnect: " + USED)
                            .allMatch(line -> line.endsWith(": " + USED)));
        }
    }

    @Test
    void callbacksOfManyConnectionsUseTheDatabaseAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<?>> clients = new ArrayList<>();
            for (String path : paths()) {
                for (int i = 0; i < CLIENTS; i++) {
                    TestConnection client = applications.connect(path);
                    clients.add(threads.submit(messages(client, path)));
                }
            }
            for (Future<?> client : clients) {
                client.get(10, TimeUnit.MINUTES);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Sends messages in bursts, which a container reads at once. */
    private static Callable<TestConnection> messages(TestConnection client, String path) {
        return () -> {
            for (int i = 0; i < BURSTS; i++) {
                for (int j = 0; j < MESSAGES; j++) {
                    client.send("again");
                }
                for (int j = 0; j < MESSAGES; j++) {
                    assertThat(client.nextText(PATIENCE)).as(path).isEqualTo(USED);
                }
            }
            return client;
        };
    }

    private static String ask(TestConnection client, String text) {
        return client.send(text).nextText(PATIENCE);
    }

    private static List<String> paths() {
        String prefix = "/persistence/notes/";
        return hasVirtualThreads()
                ? List.of(prefix + "container", prefix + "managed", prefix + "virtual")
                : List.of(prefix + "container", prefix + "managed");
    }

    private static boolean hasVirtualThreads() {
        return Runtime.version().feature() >= 21;
    }
}
