package io.tideway.ws.it.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.it.server.app.ResourceUsingHandler;
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
 * Tests that handlers may use a resource of the server in each callback, with each {@code dispatch}.
 *
 * <p>A subclass brings an application with three endpoints, each a {@link ResourceUsingHandler}: {@code /container},
 * {@code /managed} and, where there are virtual threads, {@code /virtual}.
 */
abstract class ResourceContract {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CLIENTS = 8;
    private static final int MESSAGES = 10;

    private final DeployedApplications applications;
    private final String contextPath;
    private final String used;
    private final int bursts;

    /**
     * Tests an application.
     *
     * @param contextPath where it is deployed
     * @param used what a callback answers that could use the resource
     * @param bursts how many times each of many connections sends messages
     */
    ResourceContract(Server server, String contextPath, String used, int bursts) {
        this.applications = new DeployedApplications(server);
        this.contextPath = contextPath;
        this.used = used;
        this.bursts = bursts;
    }

    /** Returns the application, without the endpoint for virtual threads. */
    abstract WarBuilder application();

    /** Returns the endpoint for virtual threads. */
    abstract Class<?> endpointOnVirtualThreads();

    @BeforeEach
    void deploy() {
        WarBuilder war = application().classes(ResourceUsingHandler.class);
        if (hasVirtualThreads()) {
            war.classes(endpointOnVirtualThreads());
        }
        applications.deploy(war.build(), contextPath);
    }

    @AfterEach
    void leave() {
        applications.close();
    }

    @Test
    void everyCallbackUsesIt() {
        for (String path : paths()) {
            TestConnection client = applications.connect(path);
            assertThat(ask(client, "first")).as(path).isEqualTo(used);
            assertThat(ask(client, "second")).as(path).isEqualTo(used);
            client.send(ResourceUsingHandler.THROW);
            assertThat(ask(client, "third")).as(path).isEqualTo(used);
            client.close();
            TestConnection next = applications.connect(path);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(ask(next, ResourceUsingHandler.RECORD)
                                    .lines()
                                    .map(line -> path + " " + line))
                            .contains(
                                    path + " onUpgrade: " + used,
                                    path + " onConnect: " + used,
                                    path + " flushed: " + used,
                                    path + " onError: " + used,
                                    path + " onDisconnect: " + used)
                            .allMatch(line -> line.endsWith(": " + used)));
        }
    }

    @Test
    void callbacksOfManyConnectionsUseItAtOnce() throws Exception {
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
    private Callable<TestConnection> messages(TestConnection client, String path) {
        return () -> {
            for (int i = 0; i < bursts; i++) {
                for (int j = 0; j < MESSAGES; j++) {
                    client.send("again");
                }
                for (int j = 0; j < MESSAGES; j++) {
                    assertThat(client.nextText(PATIENCE)).as(path).isEqualTo(used);
                }
            }
            return client;
        };
    }

    private static String ask(TestConnection client, String text) {
        return client.send(text).nextText(PATIENCE);
    }

    private List<String> paths() {
        return hasVirtualThreads()
                ? List.of(contextPath + "/container", contextPath + "/managed", contextPath + "/virtual")
                : List.of(contextPath + "/container", contextPath + "/managed");
    }

    private static boolean hasVirtualThreads() {
        return Runtime.version().feature() >= 21;
    }
}
