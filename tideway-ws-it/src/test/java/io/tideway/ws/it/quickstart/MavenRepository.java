package io.tideway.ws.it.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.it.docs.Page;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A local repository that has the modules of this build beside everything in the user's own one.
 *
 * <p>Nothing of this build is installed there: the repository links to the directories of the user's, except for
 * Tideway's, which it has itself.
 */
final class MavenRepository {
    private static final Pattern MODULE = Pattern.compile("(tideway-ws-[a-z]+)-(\\d.*)\\.jar");
    private static final List<String> ONLY_POMS = List.of("tideway-ws-parent", "tideway-ws-bom");

    private final Path directory;

    private MavenRepository(Path directory) {
        this.directory = directory;
    }

    /** Makes one for a test class, of what the build has packaged. */
    static MavenRepository ofThisBuild(Class<?> test) throws IOException {
        Path absolute = Path.of("target", "quickstart", "repositories", test.getSimpleName())
                .toAbsolutePath();
        Path users = Path.of(System.getProperty("tideway.maven.repository"));
        Files.createDirectories(users.resolve("io"));
        linkAll(users, absolute, "io");
        linkAll(users.resolve("io"), absolute.resolve("io"), "tideway");
        MavenRepository repository = new MavenRepository(absolute);
        for (Path jar : Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .toList()) {
            Matcher module = MODULE.matcher(jar.getFileName().toString());
            if (module.matches()) {
                repository.add(module.group(1), module.group(2), jar);
            }
        }
        return repository;
    }

    static void linkAll(Path from, Path to, String except) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> entries = Files.list(from)) {
            // Not the files, such as a catalog of archetypes: what is written here stays here
            for (Path entry : entries.filter(Files::isDirectory).toList()) {
                Path link = to.resolve(entry.getFileName());
                if (!entry.getFileName().toString().equals(except) && !Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
                    Files.createSymbolicLink(link, entry);
                }
            }
        }
    }

    private void add(String module, String version, Path jar) throws IOException {
        Path sources = Page.root().resolve(module);
        if (!Files.exists(sources.resolve("pom.xml"))) {
            return;
        }
        copy(jar, module, version, "jar");
        copy(sources.resolve("pom.xml"), module, version, "pom");
        for (String name : ONLY_POMS) {
            Path pom = name.endsWith("-parent")
                    ? Page.root().resolve("pom.xml")
                    : Page.root().resolve(name).resolve("pom.xml");
            copy(pom, name, version, "pom");
        }
    }

    private void copy(Path file, String module, String version, String type) throws IOException {
        Path target = directory.resolve("io/tideway").resolve(module).resolve(version);
        Files.createDirectories(target);
        Files.copy(file, target.resolve(module + "-" + version + "." + type), StandardCopyOption.REPLACE_EXISTING);
    }

    /** Returns the option that makes Maven use it. */
    String option() {
        assertThat(directory.resolve("io/tideway/tideway-ws-api"))
                .as("Tideway's jars on the class path; the build makes them in its phase package")
                .exists();
        return "-Dmaven.repo.local=" + directory;
    }
}
