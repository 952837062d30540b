package io.tideway.ws.it.server;

import io.tideway.ws.it.python.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** GlassFish with its default domain, which logs a line for each record; by its REST interface. */
final class GlassFish extends LaunchedServer {
    private static final List<String> PORTS = List.of("8080", "4848", "8181", "3700", "3820", "3920", "8686", "7676");
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    /** Its threads keep buffers as large as the largest messages they read, as those of Payara do. */
    private static final String HEAP = "-Xmx1g";

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1) // the server ends an idle session of HTTP/2 after 30 seconds
            .build();
    private final String unpacked;
    private int administration;

    /** Knows the server by the beginning of its directory's name. */
    GlassFish(ServerKind kind, String unpacked) {
        super(kind, "GlassFish ([\\d.]+)");
        this.unpacked = unpacked;
    }

    @Override
    void launch(Path directory, int port) {
        Path outer = ServerFiles.unpacked(unpacked);
        Path home =
                outer.resolve(outer.getFileName().toString().replace("-", "")).resolve("glassfish");
        ServerFiles.copy(home.resolve("domains/domain1"), directory.resolve("domain1"));
        int[] ports = ServerFiles.freePorts(PORTS.size());
        ports[0] = port;
        administration = ports[1];
        configure(directory.resolve("domain1/config"), ports);
        java(environment(home), command(home, directory).toArray(String[]::new));
        process().awaitLog(0, Pattern.compile("startup time"));
        createUser(MEMBER, "member");
        createUser(GUEST, "guest");
    }

    private static void configure(Path configuration, int[] ports) {
        try {
            Path domain = configuration.resolve("domain.xml");
            String text = Files.readString(domain)
                    .replace(
                            "<security-service>",
                            "<security-service activate-default-principal-to-role-mapping=\"true\">")
                    .replace("address=\"0.0.0.0\"", "address=\"127.0.0.1\"")
                    .replace("<network-listener port", "<network-listener address=\"127.0.0.1\" port");
            for (int i = 0; i < ports.length; i++) {
                String quoted = "\"" + PORTS.get(i) + "\"";
                text = text.replace(quoted, "\"" + ports[i] + "\"");
            }
            Files.writeString(domain, text);
            Path logging = configuration.resolve("logging.properties");
            Files.writeString(
                    logging,
                    Files.readString(logging)
                                    .replaceFirst("(?m)^handlers=(.*\\\\\n)+.*$", "")
                                    .replaceAll("(?m)^.*SimpleLogHandler\\.formatter=.*$", "")
                            + "\nhandlers=org.glassfish.main.jul.handler.SimpleLogHandler\n"
                            + "org.glassfish.main.jul.handler.SimpleLogHandler.formatter="
                            + "org.glassfish.main.jul.formatter.OneLineFormatter\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tells GlassFish 8 where Derby, for the timers of enterprise beans, and its JMS are, as its own scripts do. */
    private static Map<String, String> environment(Path home) {
        Path root = home.getParent();
        return Map.of(
                "AS_DERBY_INSTALL",
                root.resolve("javadb").toString(),
                "AS_IMQ_LIB",
                root.resolve("mq/lib").toString(),
                "AS_IMQ_BIN",
                root.resolve("mq/bin").toString());
    }

    /** Asks the server's own tool for the arguments of its virtual machine. */
    private static List<String> command(Path home, Path directory) {
        String java = System.getProperty("java.home");
        Program tool = Program.of(
                PATIENCE,
                "env",
                "JAVA_HOME=" + java,
                "AS_JAVA=" + java,
                "bash",
                home.resolve("bin/asadmin").toString(),
                "start-domain",
                "--dry-run",
                "--domaindir",
                directory.toString(),
                "domain1");
        try {
            Program.Outcome outcome = tool.run();
            String said = outcome.output();
            List<String> lines = said.lines()
                    .dropWhile(line -> !line.endsWith("bin/java"))
                    .skip(1)
                    .takeWhile(line -> !line.startsWith("Command "))
                    .filter(line -> !line.isBlank() && !line.startsWith("-Xmx"))
                    .collect(Collectors.toCollection(ArrayList::new));
            if (!outcome.succeeded() || lines.isEmpty()) {
                throw new IllegalStateException(said);
            }
            int verbose = lines.lastIndexOf("-verbose");
            if (verbose >= 0) {
                lines.set(verbose + 1, "true");
            }
            lines.add(0, HEAP);
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void createUser(String name, String group) {
        HttpResponse<String> answer = ask(
                "POST",
                "configs/config/server-config/security-service/auth-realm/file/create-user",
                Map.of("id", name, "userpassword", PASSWORD, "groups", group));
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.body());
        }
    }

    @Override
    public Duration deploy(Path war, String contextPath) {
        long since = System.nanoTime();
        int mark = log().mark();
        HttpResponse<String> answer = ask(
                "POST",
                "applications/application",
                Map.of(
                        "id",
                        war.toString(),
                        "name",
                        nameOf(contextPath),
                        "contextroot",
                        contextPath.isEmpty() ? "/" : contextPath));
        if (answer.statusCode() != 200) {
            throw new DeploymentFailedException(contextPath, answer.body() + log().since(mark));
        }
        return Duration.ofNanos(System.nanoTime() - since);
    }

    @Override
    public void undeploy(String contextPath) {
        HttpResponse<String> answer = ask("DELETE", "applications/application/" + nameOf(contextPath), Map.of());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.body());
        }
    }

    private HttpResponse<String> ask(String method, String what, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + administration + "/management/domain/" + what))
                .timeout(PATIENCE)
                .header("Accept", "application/json")
                .header("X-Requested-By", "tests");
        if (form.isEmpty()) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/x-www-form-urlencoded")
                    .method(method, BodyPublishers.ofString(body));
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
