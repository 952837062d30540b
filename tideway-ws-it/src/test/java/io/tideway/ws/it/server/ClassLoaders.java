package io.tideway.ws.it.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideway.ws.it.ManyClients;
import io.tideway.ws.it.contract.Deviation;
import io.tideway.ws.it.server.app.ClassLoaderMarker;
import io.tideway.ws.it.server.app.PlainClassLoaderMarker;
import io.tideway.ws.junit.TestConnection;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.ThrowingRunnable;

/**
 * Counts the class loaders of applications that are alive in a server.
 *
 * <p>A server's thread may remember the last request that it served, or the application that it was started by, until
 * it does something else. So an application without Tideway runs beside all the time: it has the server start its
 * threads before the counting begins, and gives each of them something else to do before it ends.
 */
final class ClassLoaders {
    private static final String PLAIN = "/plain";
    private static final String OTHER = "/other-plain";
    private static final Duration PATIENCE = Duration.ofMinutes(6);
    // Payara keeps the request of a closed WebSocket for up to its keep-alive time, which is 30 seconds. Threads of
    // WildFly end once they have been idle for 20 or 60 seconds, and until then may keep the first task that they ran.
    private static final Duration BUSY = Duration.ofSeconds(10);
    private static final Duration BUSY_AND_IDLE = Duration.ofSeconds(80);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int AT_ONCE = 32;
    private static final int IN_TURN = 3;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Server server;
    private final DeployedApplications applications;
    private final boolean confuses;
    private final int withoutBefore;

    ClassLoaders(Server server, DeployedApplications applications, Set<Deviation> deviations) throws IOException {
        this.server = server;
        this.applications = applications;
        this.confuses = deviations.contains(Deviation.CONFUSES_CONNECTIONS_WHERE_A_CLIENT_ANSWERS_A_CLOSE_AT_ONCE);
        applications.deploy(Archives.withoutTideway().build(), PLAIN);
        occupyThreads(PLAIN);
        this.withoutBefore = server.liveInstances(PlainClassLoaderMarker.class);
    }

    /** Returns how many there are of applications with Tideway. */
    int withTideway() {
        return server.liveInstances(ClassLoaderMarker.class);
    }

    /**
     * Waits until no more are left, and lets the server work and rest in turn: some threads remember an application
     * until they do something else, others until they have been idle for a while.
     */
    void awaitAtMost(int left) throws IOException {
        Path war = Archives.withoutTideway().build();
        long start = System.nanoTime();
        awaitUntilAsserted(() -> {
            Duration passed = Duration.ofNanos(System.nanoTime() - start);
            if (passed.toMillis() % BUSY_AND_IDLE.toMillis() < BUSY.toMillis()) {
                occupyThreads(PLAIN);
                if (withTideway() > left) {
                    redeployOther(war);
                }
            }
            assertThat(withTideway()).as("class loaders with Tideway").isLessThanOrEqualTo(left);
        });
    }

    /**
     * Redeploys the application without Tideway as often, and waits until no more are left of those with Tideway than
     * of it.
     */
    void awaitNoMoreThanWithoutTideway(int redeploys) throws IOException {
        Path war = Archives.withoutTideway().build();
        for (int i = 0; i < redeploys; i++) {
            redeployOther(war);
        }
        awaitUntilAsserted(() -> {
            occupyThreads(PLAIN);
            int without = server.liveInstances(PlainClassLoaderMarker.class) - withoutBefore;
            assertThat(without).as("what the server keeps without Tideway").isPositive();
            assertThat(withTideway()).as("class loaders with Tideway").isLessThanOrEqualTo(without);
        });
    }

    /** Dumps the server's heap where the wait is in vain, so that it shows who keeps the class loaders. */
    private void awaitUntilAsserted(ThrowingRunnable assertion) {
        try {
            await().atMost(PATIENCE).pollInterval(POLL).untilAsserted(assertion);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(e.getMessage() + "; the server's heap is in " + server.dumpHeap(), e);
        }
    }

    private void redeployOther(Path war) throws IOException {
        applications.deploy(war, OTHER);
        occupyThreads(OTHER);
        applications.undeploy(OTHER);
    }

    /** Sends so many requests, at once and in turn, that no thread of the server remembers an earlier one. */
    private void occupyThreads(String path) throws IOException {
        if (confuses) {
            // Again where it has: what the connector answers is not what this tests.
            await().atMost(PATIENCE)
                    .ignoreExceptionsMatching(e -> e instanceof IOException || e.getCause() instanceof IOException)
                    .untilAsserted(() -> askAtOnceAndInTurn(path));
        } else {
            askAtOnceAndInTurn(path);
        }
    }

    private void askAtOnceAndInTurn(String path) throws IOException {
        HttpRequest request =
                HttpRequest.newBuilder(server.http(path + "/slow")).build();
        List<CompletableFuture<HttpResponse<Void>>> answers = Stream.generate(
                        () -> http.sendAsync(request, HttpResponse.BodyHandlers.discarding()))
                .limit(AT_ONCE)
                .toList();
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
        ManyClients.connect(AT_ONCE, applications.port(), path + "/plain").close();
        for (int i = 0; i < IN_TURN; i++) {
            try (TestConnection client = applications.connect(path + "/plain")) {
                client.ask("work");
            }
        }
    }
}
