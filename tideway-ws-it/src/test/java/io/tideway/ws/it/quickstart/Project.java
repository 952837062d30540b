package io.tideway.ws.it.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.it.docs.Page.Block;
import io.tideway.ws.it.docs.Snippet;
import io.tideway.ws.it.python.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A Maven project made of blocks of the documentation.
 *
 * @param directory where it is
 */
record Project(Path directory) {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String COMPILER = "-XX:TieredStopAtLevel=1\n"; // these builds take seconds
    private static final Pattern TYPE = Pattern.compile("(?m)^(?:public )?(?:class|interface|record) (\\w+)");
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");

    /** Begins a project with this {@code pom.xml}. */
    static Project of(Path directory, String pom) throws IOException {
        return empty(directory).file("pom.xml", pom);
    }

    /** Begins a directory in which Maven runs without a project. */
    static Project empty(Path directory) throws IOException {
        Project project = new Project(directory.toAbsolutePath());
        return project.file(".mvn/jvm.config", COMPILER); // a directory .mvn, so that none of Tideway's build counts
    }

    Project file(String path, String text) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    /** Adds a block as a class of the program. */
    Project source(Block block) throws IOException {
        return java("src/main/java/", block.text());
    }

    /** Adds a block, with the port 8080 replaced. */
    Project source(Block block, int port) throws IOException {
        return java("src/main/java/", block.text().replace("8080", String.valueOf(port)));
    }

    /** Adds a block as a test. */
    Project test(Block block) throws IOException {
        return java("src/test/java/", block.text());
    }

    /** Writes a file that has the name of its type; a block without imports gets those that its page leaves out. */
    private Project java(String directory, String text) throws IOException {
        Matcher type = TYPE.matcher(text);
        assertThat(type.find()).as("a type in%n%s", text).isTrue();
        Matcher in = PACKAGE.matcher(text);
        String folder = in.find() ? in.group(1).replace('.', '/') + "/" : "";
        String imports = text.contains("import ")
                ? ""
                : Snippet.IMPORTS.stream()
                        .filter(name -> !name.startsWith("io.tideway.ws.it"))
                        .filter(name -> !name.startsWith("jakarta.validation"))
                        .map(name -> "import " + name + ";\n")
                        .collect(Collectors.joining());
        return file(directory + folder + type.group(1) + ".java", imports + text);
    }

    /** Runs Maven, and fails unless it succeeds. */
    Project maven(MavenRepository repository, String... goals) throws IOException {
        Program.Outcome outcome =
                Program.of(PATIENCE, mavenCommand(repository, goals)).run();
        assertThat(outcome.succeeded()).as(outcome.output()).isTrue();
        return this;
    }

    /** Returns the command that runs Maven on the project. */
    List<String> mavenCommand(MavenRepository repository, String... goals) {
        List<String> command = new ArrayList<>();
        command.add(
                Path.of(System.getProperty("tideway.maven.home"), "bin", "mvn").toString());
        command.addAll(List.of("-B", "-q", "-f", directory.resolve("pom.xml").toString(), repository.option()));
        command.addAll(List.of(goals));
        return command;
    }
}
