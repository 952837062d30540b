package io.tideway.ws.it.server;

import java.nio.file.Path;
import java.util.Map;

/** Jetty, which gets CDI, JSON-B and REST as libraries of each application. */
final class Jetty extends CommandedServer {
    private final String environment;
    private final String libraries;

    /**
     * Knows a Jetty by the directory of its jars.
     *
     * @param environment its name for a generation of Jakarta EE, as in {@code ee10}
     * @param libraries the directory of what it lacks
     */
    Jetty(ServerKind kind, String environment, String libraries) {
        super(kind, "@@ ready: Jetty ([\\w.]+)");
        this.environment = environment;
        this.libraries = libraries;
    }

    @Override
    void launch(Path directory, int port) {
        Path program = directory.resolve("DeployOnCommand.java");
        ServerFiles.write(
                "jetty/DeployOnCommand.java",
                program,
                Map.of("ee", environment, "member", MEMBER, "guest", GUEST, "password", PASSWORD));
        java(
                Map.of(),
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-Djava.util.logging.SimpleFormatter.format=%4$s %3$s %5$s%6$s%n",
                "-cp",
                ServerFiles.unpacked(kind().option()) + "/*",
                program.toString(),
                String.valueOf(port),
                ServerFiles.unpacked(libraries).toString());
        awaitReady();
    }
}
