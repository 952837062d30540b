package io.tideway.ws.it.server;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Tomcat, which gets CDI, JSON-B and REST as libraries of each application by its own configuration; by its manager.
 */
final class Tomcat extends LaunchedServer {
    private final HttpClient http = HttpClient.newHttpClient();

    private int ajpPort;
    private final String unpacked;
    private final String libraries;

    /** Knows the server by the beginning of its directory's name, and the directory of what it lacks. */
    Tomcat(ServerKind kind, String unpacked, String libraries) {
        super(kind, "Apache Tomcat/([\\w.]+)");
        this.unpacked = unpacked;
        this.libraries = libraries;
    }

    @Override
    void launch(Path directory, int port) {
        Path home = ServerFiles.unpacked(unpacked);
        ServerFiles.copy(home.resolve("conf"), directory.resolve("conf"));
        try {
            for (String name : List.of("server.xml", "context.xml", "tomcat-users.xml")) {
                Files.delete(directory.resolve("conf").resolve(name));
            }
            for (String name : List.of("temp", "work", "webapps", "logs")) {
                Files.createDirectory(directory.resolve(name));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ajpPort = ServerFiles.freePorts(1)[0];
        Map<String, String> values = Map.of(
                "port",
                String.valueOf(port),
                "ajp",
                String.valueOf(ajpPort),
                "home",
                home.toString(),
                "libraries",
                ServerFiles.unpacked(libraries).toString(),
                "member",
                MEMBER,
                "guest",
                GUEST,
                "password",
                PASSWORD);
        for (String name : List.of("server.xml", "context.xml", "tomcat-users.xml", "Catalina/localhost/manager.xml")) {
            ServerFiles.write(
                    "tomcat/" + Path.of(name).getFileName(),
                    directory.resolve("conf").resolve(name),
                    values);
        }
        Path bin = home.resolve("bin");
        java(
                Map.of(),
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
                "--add-opens=java.base/java.io=ALL-UNNAMED",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                "--add-opens=java.rmi/sun.rmi.transport=ALL-UNNAMED",
                "-Dcatalina.home=" + home,
                "-Dcatalina.base=" + directory,
                "-Djava.io.tmpdir=" + directory.resolve("temp"),
                "-Djava.util.logging.config.file=" + directory.resolve("conf/logging.properties"),
                "-Djava.util.logging.manager=org.apache.juli.ClassLoaderLogManager",
                "-cp",
                bin.resolve("bootstrap.jar") + File.pathSeparator + bin.resolve("tomcat-juli.jar"),
                "org.apache.catalina.startup.Bootstrap",
                "start");
        process().awaitLog(0, Pattern.compile("Server startup in"));
    }

    @Override
    public int ajpPort() {
        return ajpPort;
    }

    @Override
    public Duration deploy(Path war, String contextPath) {
        long since = System.nanoTime();
        String answer = manager("deploy?path=" + path(contextPath) + "&war=" + war.toUri());
        if (!answer.startsWith("OK")) {
            manager("undeploy?path=" + path(contextPath)); // it is there, only stopped
            throw new DeploymentFailedException(contextPath, answer);
        }
        return Duration.ofNanos(System.nanoTime() - since);
    }

    @Override
    public void undeploy(String contextPath) {
        String answer = manager("undeploy?path=" + path(contextPath));
        if (!answer.startsWith("OK")) {
            throw new IllegalStateException(answer);
        }
    }

    private String manager(String command) {
        String credentials = Base64.getEncoder().encodeToString(("deployer:" + PASSWORD).getBytes());
        URI address = http("/manager/text/" + command);
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Authorization", "Basic " + credentials)
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String path(String contextPath) {
        return contextPath.isEmpty() ? "/" : contextPath;
    }
}
