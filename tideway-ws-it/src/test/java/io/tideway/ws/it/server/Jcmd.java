package io.tideway.ws.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** Asks a Java process about itself, by the {@code jcmd} of the JDK that runs the tests. */
final class Jcmd {
    private Jcmd() {}

    /** Runs a command of {@code jcmd} on a process, and returns the lines that it prints. */
    static List<String> run(long pid, String command) {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try {
            return new ProcessBuilder(jcmd, String.valueOf(pid), command)
                    .redirectErrorStream(true)
                    .start()
                    .inputReader()
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
