package io.tideway.ws.it.modules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Jars of this test's class path, to be put on a module path.
 *
 * @param jars them
 */
record Libraries(List<Path> jars) {
    private static final Pattern STANDALONE = Pattern.compile("tideway-ws-(api|cdi|tyrus)-.*"
            + "|jakarta\\.(activation|annotation|el|enterprise|inject|interceptor|json|websocket|xml).*"
            + "|(grizzly|jboss|jdeparser|parsson|tyrus|weld-(api|core|env|lite|se-|spi)|yasson).*");

    /** Returns the jars of these artifacts. */
    static Libraries named(String... artifacts) {
        return new Libraries(Stream.of(artifacts).map(Libraries::jarOf).toList());
    }

    /** Returns what {@code tideway-ws-tyrus} depends on, and itself. */
    static Libraries standalone() {
        return new Libraries(classPath()
                .filter(jar -> STANDALONE.matcher(jar.getFileName().toString()).matches())
                .toList());
    }

    /** Returns these and those of more artifacts. */
    Libraries and(String... artifacts) {
        return new Libraries(
                Stream.concat(jars.stream(), named(artifacts).jars.stream()).toList());
    }

    Path[] paths() {
        return jars.toArray(Path[]::new);
    }

    /** Returns them as an option's value. */
    String modulePath() {
        return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static Path jarOf(String artifact) {
        Pattern name = Pattern.compile(Pattern.quote(artifact) + "-\\d.*\\.jar");
        List<Path> found = classPath()
                .filter(jar -> name.matcher(jar.getFileName().toString()).matches())
                .toList();
        assertThat(found)
                .as("jars of %s; the build makes Tideway's in its phase package", artifact)
                .hasSize(1);
        return found.get(0);
    }

    private static Stream<Path> classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(Files::isRegularFile);
    }
}
