package io.tideway.ws.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/** Open Liberty; by fragments of its configuration, which it looks for several times a second. */
final class OpenLiberty extends LaunchedServer {
    private static final String SERVER = "tideway";
    /** WildFly's database: Open Liberty brings none. */
    private static final String H2 = "modules/system/layers/base/com/h2database/h2/main";

    OpenLiberty(ServerKind kind) {
        super(kind, "Open Liberty ([\\d.]+)/");
    }

    @Override
    void launch(Path directory, int port) {
        Path home = ServerFiles.unpacked("wlp");
        ServerFiles.write(
                "liberty/server.xml",
                directory.resolve("servers/" + SERVER + "/server.xml"),
                Map.of(
                        "port",
                        String.valueOf(port),
                        "member",
                        MEMBER,
                        "guest",
                        GUEST,
                        "password",
                        PASSWORD,
                        "h2",
                        ServerFiles.unpacked("wildfly-3").resolve(H2).toString()));
        java(
                Map.of("WLP_USER_DIR", directory.toString()),
                "@" + home.resolve("lib/platform/java/java9.options"),
                "-javaagent:" + home.resolve("bin/tools/ws-javaagent.jar"),
                "-Djava.awt.headless=true",
                "-jar",
                home.resolve("bin/tools/ws-server.jar").toString(),
                SERVER);
        process().awaitLog(0, Pattern.compile("CWWKF0011I"));
    }

    @Override
    public Duration deploy(Path war, String contextPath) {
        int mark = log().mark();
        String name = nameOf(contextPath);
        ServerFiles.write(
                fragment(name),
                String.format(
                        "<server><%s id=\"%s\" name=\"%s\" location=\"%s\"/></server>%n",
                        war.toString().endsWith(".ear")
                                ? "enterpriseApplication"
                                : "webApplication contextRoot=\"" + (contextPath.isEmpty() ? "/" : contextPath) + '"',
                        name,
                        name,
                        war));
        String answer = process()
                .awaitLog(mark, Pattern.compile("CWWKZ(0001I|0003I|0002E|0004E|0012I)[^\\n]* " + name + "\\b"));
        if (answer.startsWith("CWWKZ0002E") || answer.startsWith("CWWKZ0004E")) {
            String said = log().since(mark);
            int removal = log().mark();
            remove(name);
            // The server sees a file that is back at once as unchanged.
            process().awaitLog(removal, Pattern.compile("(?s)CWWKG0016I.*CWWKG001[78]I"));
            throw new DeploymentFailedException(contextPath, said);
        }
        String took = process().awaitLog(mark, Pattern.compile("(?<= " + name + " started in )[\\d.]+(?= seconds)"));
        return Duration.ofMillis(Math.round(Double.parseDouble(took) * 1000));
    }

    @Override
    public void undeploy(String contextPath) {
        int mark = log().mark();
        String name = nameOf(contextPath);
        remove(name);
        process().awaitLog(mark, Pattern.compile("CWWKZ0009I[^\\n]* " + name + "\\b"));
    }

    private void remove(String name) {
        try {
            Files.delete(fragment(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path fragment(String name) {
        return directory().resolve("servers/" + SERVER + "/configDropins/overrides/" + name + ".xml");
    }
}
