package io.tideway.ws.it.modules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A module of {@code src/test/modules}, compiled and started with the JDK's own tools.
 *
 * @param name its name; its main class is {@code Main} in the package of the same name
 * @param output where its classes and its output go
 * @param libraries what it is compiled against and runs with
 */
record ModularProgram(String name, Path output, Libraries libraries) {
    private static final int PATIENCE_SECONDS = 120;

    /** Compiles it, runs it with options of {@code java}, and returns what it prints. */
    String run(List<String> options) throws IOException, InterruptedException {
        Path sources = Path.of("src", "test", "modules", name);
        List<String> compile = new ArrayList<>(
                List.of(tool("javac"), "--release", "17", "-p", libraries.modulePath(), "-d", output.toString()));
        try (Stream<Path> files = Files.walk(sources)) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .map(Path::toString)
                    .forEach(compile::add);
        }
        finish(compile);

        List<String> start =
                new ArrayList<>(List.of(tool("java"), "-p", output + File.pathSeparator + libraries.modulePath()));
        start.addAll(options);
        start.addAll(List.of("-m", name + "/" + name + ".Main"));
        return finish(start);
    }

    private String finish(List<String> command) throws IOException, InterruptedException {
        Path log = Files.createTempFile(output.getParent(), name, ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        String printed = Files.readString(log);
        assertThat(ended).as("%s ends:%n%s", command.get(0), printed).isTrue();
        assertThat(process.exitValue()).as(printed).isZero();
        return printed;
    }

    private static String tool(String tool) {
        return Path.of(System.getProperty("java.home"), "bin", tool).toString();
    }
}
