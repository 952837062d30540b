package io.tideway.ws.tyrus.internal.beans;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectDirectoriesTest {

    @WebSocketEndpoint("/found")
    static class Handler implements WebSocketHandler {}

    @Dependent
    static class Part {}

    static class NoBean {}

    @ApplicationScoped
    abstract static class Unfinished {}

    @ApplicationScoped
    class Inner {}

    @ApplicationScoped
    interface Type {}

    private static final ClassLoader LOADER = ProjectDirectoriesTest.class.getClassLoader();

    @Test
    void classesWithABeanDefiningAnnotationAreFound() {
        assertThat(ProjectDirectories.beans(LOADER, null))
                .contains(Handler.class, Part.class)
                .doesNotContain(
                        NoBean.class,
                        Unfinished.class,
                        Inner.class,
                        Type.class,
                        ProjectDirectoriesTest.class,
                        ProjectDirectories.class)
                .doesNotHaveDuplicates();
    }

    @Test
    void anExcludedDirectoryIsNotSearched() {
        URI tests = URI.create(
                getClass().getProtectionDomain().getCodeSource().getLocation().toString());
        assertThat(ProjectDirectories.beans(LOADER, tests)).doesNotContain(Handler.class);
    }

    @Test
    void aDirectoryWithABeansXmlIsLeftToWeld(@TempDir Path directory) throws Exception {
        copy(Handler.class, directory);
        assertThat(in(directory)).containsExactly(Handler.class);
        Files.createDirectories(directory.resolve("META-INF"));
        Files.createFile(directory.resolve("META-INF/beans.xml"));
        assertThat(in(directory)).isEmpty();
    }

    @Test
    void aClassThatCannotBeLoadedIsSkipped(@TempDir Path directory) throws Exception {
        copy(Handler.class, directory);
        Files.write(directory.resolve("Broken.class"), new byte[] {1, 2, 3});
        Files.createFile(directory.resolve("module-info.class"));
        Files.createDirectories(directory.resolve("META-INF/versions/21"));
        Files.createFile(directory.resolve("META-INF/versions/21/Broken.class"));
        assertThat(in(directory)).containsExactly(Handler.class);
    }

    private static void copy(Class<?> type, Path directory) throws Exception {
        String file = type.getName().replace('.', '/') + ".class";
        Path target = directory.resolve(file);
        Files.createDirectories(target.getParent());
        try (var in = LOADER.getResourceAsStream(file)) {
            Files.copy(in, target);
        }
    }

    private static List<Class<?>> in(Path directory) throws Exception {
        URL root = directory.toUri().toURL();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {root}, LOADER) {
            @Override
            public Enumeration<URL> getResources(String name) {
                return Collections.enumeration(List.of(root));
            }
        }) {
            return ProjectDirectories.beans(loader, null);
        }
    }
}
