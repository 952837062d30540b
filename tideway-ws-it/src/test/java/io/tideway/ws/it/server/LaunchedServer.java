package io.tideway.ws.it.server;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What every server has that runs in a process of its own. */
abstract class LaunchedServer implements Server {
    private final ServerKind kind;
    private final Pattern version;
    private Path directory;
    private ServerProcess process;
    private int port;

    /**
     * Knows a server.
     *
     * @param version what it logs when it starts, with the version as the first group
     */
    LaunchedServer(ServerKind kind, String version) {
        this.kind = kind;
        this.version = Pattern.compile(version);
    }

    /** Prepares the directory, launches, and waits for the server. */
    abstract void launch(Path directory, int port);

    @Override
    public final ServerKind kind() {
        return kind;
    }

    @Override
    public final String version() {
        Matcher said = version.matcher(log().text());
        if (!said.find()) {
            throw new IllegalStateException("no version of " + kind.title() + " in its log");
        }
        return said.group(1);
    }

    @Override
    public final void start() {
        directory = ServerFiles.newRun(kind.option());
        port = ServerFiles.freePorts(1)[0];
        launch(directory, port);
    }

    /** Runs Java in the server's directory. */
    final void java(Map<String, String> environment, String... arguments) {
        process = ServerProcess.java(directory, environment, List.of(arguments));
    }

    final ServerProcess process() {
        return process;
    }

    final Path directory() {
        return directory;
    }

    @Override
    public final URI http(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    @Override
    public final ServerLog log() {
        return process == null ? new ServerLog(Path.of("never-started")) : process.log();
    }

    @Override
    public final int liveInstances(Class<?> type) {
        return process.instances(type.getName());
    }

    @Override
    public final Path dumpHeap() {
        return process.dumpHeap(directory.resolve("heap.hprof"));
    }

    @Override
    public final void stop() {
        if (process != null) {
            process.stop();
        }
    }

    @Override
    public String toString() {
        return kind.title();
    }

    /** Returns a name for files and applications: the context path without slashes. */
    static String nameOf(String contextPath) {
        return contextPath.isEmpty() ? "ROOT" : contextPath.substring(1).replace('/', '-');
    }
}
