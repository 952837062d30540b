package io.tideway.ws.it.server;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The HTTP management interface of WildFly. It answers when the server has done an operation, whereas the marker files
 * of the deployment scanner may disappear when deployments follow each other quickly.
 */
final class WildFlyManagement {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int OK = 200;

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI address;
    private final ServerProcess process;

    WildFlyManagement(int port, ServerProcess process) {
        this.address = URI.create("http://127.0.0.1:" + port + "/management");
        this.process = process;
    }

    /** Deploys an archive under a name; returns what the server says against it, empty if it is deployed. */
    String deploy(String name, Path archive) {
        HttpResponse<String> answer = post(operation(
                "add", name, ", \"content\": [{\"url\": \"%s\"}], \"enabled\": true".formatted(archive.toUri())));
        return answer.statusCode() == OK ? "" : answer.body();
    }

    /** Undeploys and removes an archive. */
    void undeploy(String name) {
        for (String operation : new String[] {"undeploy", "remove"}) {
            HttpResponse<String> answer = post(operation(operation, name, ""));
            if (answer.statusCode() != OK) {
                throw new IllegalStateException(operation + " of " + name + ": " + answer.body());
            }
        }
    }

    private static String operation(String operation, String name, String parameters) {
        return "{\"operation\": \"%s\", \"address\": [{\"deployment\": \"%s\"}]%s}"
                .formatted(operation, name, parameters);
    }

    private HttpResponse<String> post(String operation) {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .timeout(PATIENCE)
                .POST(BodyPublishers.ofString(operation))
                .build();
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (HttpTimeoutException e) {
            throw new AssertionError(operation + " takes longer than " + PATIENCE + "\n" + process.threads(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new InterruptedIOException(operation));
        }
    }
}
