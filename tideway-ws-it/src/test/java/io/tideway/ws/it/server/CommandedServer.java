package io.tideway.ws.it.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/** A server embedded in a small program, which deploys and undeploys what its standard input says. */
abstract class CommandedServer extends LaunchedServer {
    CommandedServer(ServerKind kind, String version) {
        super(kind, version);
    }

    /** Waits until the program takes commands. */
    final void awaitReady() {
        process().awaitLog(0, Pattern.compile("@@ ready"));
    }

    @Override
    public final Duration deploy(Path war, String contextPath) {
        int mark = log().mark();
        String name = nameOf(contextPath);
        process().tell("deploy " + name + " " + (contextPath.isEmpty() ? "/" : contextPath) + " " + war);
        String answer = process()
                .awaitLog(mark, Pattern.compile("@@ (deployed|failed) " + Pattern.quote(name) + " in (\\d+) ms"));
        if (answer.startsWith("@@ failed")) {
            throw new DeploymentFailedException(contextPath, log().since(mark));
        }
        return Duration.ofMillis(Long.parseLong(answer.replaceFirst(".* in (\\d+) ms", "$1")));
    }

    @Override
    public final void undeploy(String contextPath) {
        int mark = log().mark();
        String name = nameOf(contextPath);
        process().tell("undeploy " + name);
        process().awaitLog(mark, Pattern.compile("@@ undeployed " + Pattern.quote(name)));
    }
}
