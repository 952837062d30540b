package io.tideway.ws.it.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tideway.ws.it.ManyClients;
import io.tideway.ws.it.contract.Deviation;
import io.tideway.ws.it.contract.Site;
import io.tideway.ws.it.server.app.FileLog;
import io.tideway.ws.it.server.app.ResourceHoldingEndpoint;
import io.tideway.ws.junit.TestClient.UpgradeRefusedException;
import io.tideway.ws.junit.TestConnection;
import io.tideway.ws.rawclient.Frame;
import io.tideway.ws.rawclient.RawClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds every server to what becomes of connections and classes when an application is taken away. */
abstract class UndeploymentContract {
    private static final String PATH = "/harbour-app";
    private static final int REDEPLOYS = 5;
    private static final int MANY = 500;
    private static final Pattern STUMBLE = Pattern.compile("GRIZZLY0013|NullPointerException|^\\s+at ");

    private final Server server;
    private final Set<Deviation> deviations;
    private final DeployedApplications dock;

    @TempDir
    Path directory;

    UndeploymentContract(Server server, Set<Deviation> deviations) {
        this.server = server;
        this.deviations = deviations;
        this.dock = new DeployedApplications(server);
    }

    @AfterEach
    void leave() {
        dock.close();
    }

    @Test
    void eachClientGets1001AndOnDisconnectRunsAndNothingIsWrongInTheLog() throws IOException {
        dock.deploy(Archives.harbour().build(), PATH);
        List<RawClient> clients =
                List.of(dock.raw(target("/resources")), dock.raw(target("/resources")), dock.raw(target("/managed")));
        await().untilAsserted(
                        () -> assertThat(logbook()).containsOnly("connect").hasSize(clients.size()));
        int mark = server.log().mark();
        CompletableFuture<Void> undeployment = CompletableFuture.runAsync(() -> dock.undeploy(PATH));
        for (RawClient client : clients) {
            assertThat(client.closeFrame().closeCode()).isEqualTo(1001);
            client.send(Frame.close(1001));
            client.awaitTcpEnd();
        }
        undeployment.join();
        assertThat(logbook()).filteredOn("disconnect 1001"::equals).hasSize(clients.size());
        assertThat(troubleSince(mark)).isEmpty();
        assertThatThrownBy(() -> dock.connect(PATH + "/resources")).isInstanceOf(UpgradeRefusedException.class);
    }

    @Test
    void fiveHundredClientsGet1001AndNothingIsWrongInTheLog() throws IOException {
        dock.deploy(Archives.harbour().build(), PATH);
        try (ManyClients fleet = ManyClients.connect(MANY, dock.port(), target("/resources"))) {
            await().untilAsserted(() -> assertThat(logbook()).hasSize(MANY));
            int mark = server.log().mark();
            dock.undeploy(PATH);
            await().atMost(Site.PATIENCE)
                    .untilAsserted(() -> assertThat(fleet.closeCodes()).isEqualTo(Collections.nCopies(MANY, 1001)));
            await().atMost(Site.PATIENCE)
                    .untilAsserted(() -> assertThat(fleet.ended()).isEqualTo(MANY));
            assertThat(logbook()).filteredOn("disconnect 1001"::equals).hasSize(MANY);
            assertThat(troubleSince(mark)).isEmpty();
        }
    }

    @Test
    void anUpgradeWhileTheApplicationStopsEndsItsConnection() throws IOException {
        dock.deploy(Archives.harbour().build(), PATH);
        RawClient silent = dock.raw(target("/resources"));
        CompletableFuture<Void> undeployment = CompletableFuture.runAsync(() -> dock.undeploy(PATH));
        assertThat(silent.closeFrame().closeCode()).isEqualTo(1001);
        // The silent client holds the undeployment up for close-timeout.
        RawClient late = dock.handshakes(PATH + "/resources");
        RawClient.Answer answer = late.answer();
        assertThat(answer.status()).isNotEqualTo(101);
        if (answer.body().equals("the application is stopping")) {
            assertThat(answer.headers()).containsEntry("Connection", "close");
            late.awaitTcpEnd();
        }
        silent.close();
        undeployment.join();
    }

    @Test
    void redeployedWithLiveClientsItServesAndItsOldClassLoadersAreCollected() throws IOException {
        ClassLoaders loaders = new ClassLoaders(server, dock);
        int mark = server.log().mark();
        Path war = Archives.harbourWithBeacon().build();
        for (int i = 0; i < REDEPLOYS; i++) {
            dock.deploy(war, PATH);
            List<TestConnection> clients = Stream.of("/resources", "/managed", "/marker")
                    .map(path -> dock.connect(PATH + path))
                    .toList();
            assertThat(clients.get(0).ask(ResourceHoldingEndpoint.JSON)).contains("harbour");
            clients.get(1).send("ahoy");
            assertThat(clients)
                    .allSatisfy(client -> assertThat(client.nextText()).isEqualTo("ahoy"));
            assertThat(loaders.withTideway()).isPositive();
            dock.undeploy(PATH);
            assertThat(clients)
                    .allSatisfy(client -> assertThat(client.closeCode()).isEqualTo(1001));
        }
        assertThat(troubleSince(mark)).isEmpty();
        if (deviations.contains(Deviation.KEEPS_UNDEPLOYED_CLASSES)) {
            loaders.awaitNoMoreThanWithoutTideway(REDEPLOYS);
        } else {
            loaders.awaitAtMost(deviations.contains(Deviation.REMEMBERS_ONE_UNDEPLOYED_APPLICATION) ? 1 : 0);
        }
    }

    /**
     * Returns the lines that tell of an error, but for those of an error that the server makes without Tideway, too.
     */
    private List<String> troubleSince(int mark) {
        boolean stumbles = deviations.contains(Deviation.STUMBLES_WHERE_A_CLIENT_ANSWERS_A_CLOSE_AT_ONCE);
        return server.log().troubleSince(mark).stream()
                .filter(line ->
                        !line.contains("started a thread named [weld-")) // Weld's own, which ends a moment later
                .filter(line -> !stumbles || !STUMBLE.matcher(line).find())
                .toList();
    }

    private String target(String path) {
        return PATH + path + "?" + FileLog.FILE + "=" + directory.resolve("logbook");
    }

    private List<String> logbook() throws IOException {
        Path file = directory.resolve("logbook");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }
}
