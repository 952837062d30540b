package io.tideway.ws.tyrus;

import java.io.IOException;
import java.nio.file.Path;

/** Starts main classes of the tests in JVMs of their own. */
final class JavaProgram {
    private JavaProgram() {}

    /** Starts a main class with the class path of the tests. */
    static Process started(Class<?> main) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), main.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
