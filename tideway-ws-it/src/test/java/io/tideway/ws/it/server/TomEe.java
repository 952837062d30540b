package io.tideway.ws.it.server;

import java.nio.file.Path;
import java.util.Map;

/** TomEE, which a small program embeds and deploys on as TomEE itself does from its directory {@code webapps}. */
final class TomEe extends CommandedServer {
    TomEe(ServerKind kind) {
        super(kind, "@@ ready: TomEE ([\\w.-]+)");
    }

    @Override
    void launch(Path directory, int port) {
        Path program = directory.resolve("DeployOnCommand.java");
        ServerFiles.write(
                "tomee/DeployOnCommand.java", program, Map.of("member", MEMBER, "guest", GUEST, "password", PASSWORD));
        Path home = ServerFiles.unpacked("tomee");
        java(
                Map.of(),
                "-javaagent:" + ServerFiles.in(home, "openejb-javaagent-"),
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.io=ALL-UNNAMED",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                "--add-opens=java.rmi/sun.rmi.transport=ALL-UNNAMED",
                "-Dopenejb.environment.default=true",
                "-Djava.util.logging.SimpleFormatter.format=%4$s %3$s %5$s%6$s%n",
                "-cp",
                home + "/*",
                program.toString(),
                String.valueOf(port),
                directory.resolve("tomee").toString());
        awaitReady();
    }
}
