package io.tideway.ws.examples.nodes;

import io.tideway.ws.examples.Main;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs the program of the examples in a process. */
public final class ExamplesProgram {
    private ExamplesProgram() {}

    /** Returns the command that runs the program with these system properties, by the compiler that this JVM uses. */
    public static List<String> command(String... properties) {
        return Stream.of(
                        Stream.of(Path.of(System.getProperty("java.home"), "bin", "java")
                                .toString()),
                        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                                .filter(option -> option.startsWith("-XX:")),
                        Stream.of("-cp", classPath()),
                        Stream.of(properties),
                        Stream.of(Main.class.getName()))
                .flatMap(part -> part)
                .toList();
    }

    /** Returns the class path of the tests without the tests, whose endpoints the program would find. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
