package io.tideway.ws.tyrus.internal.beans;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.NormalScope;
import jakarta.enterprise.inject.Stereotype;
import jakarta.interceptor.Interceptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the beans of a project whose directory of classes holds no beans.xml, as in a plain build with
 * {@code target/classes}.
 *
 * <p>Directories only: a search of all jars, as Weld's own scan of the class path does it, takes longer than all the
 * rest of the start. A class is a bean if it has a bean-defining annotation (CDI 4.0, §2.5.1); none is initialised by
 * the search.
 */
public final class ProjectDirectories {

    private static final String SUFFIX = ".class";

    private final ClassLoader loader;
    private final @Nullable URI excluded;

    private ProjectDirectories(ClassLoader loader, @Nullable URI excluded) {
        this.loader = loader;
        this.excluded = excluded;
    }

    /**
     * Searches the class path.
     *
     * @param loader whose class path
     * @param excluded a directory that is left out, if any
     * @return the bean classes
     */
    public static List<Class<?>> beans(ClassLoader loader, @Nullable URI excluded) {
        return new ProjectDirectories(loader, excluded).beans();
    }

    private List<Class<?>> beans() {
        List<Class<?>> beans = new ArrayList<>();
        for (URI directory : directories()) {
            try {
                search(Path.of(directory), beans);
            } catch (IOException | UncheckedIOException e) {
                BeanMessages.directorySkipped(directory, e);
            }
        }
        return beans;
    }

    private List<URI> directories() {
        try {
            // The empty name is the root of each directory; jars have no entry for it.
            return Collections.list(loader.getResources("")).stream()
                    .filter(root -> "file".equals(root.getProtocol()))
                    .map(URL::toString)
                    .map(URI::create)
                    .filter(root -> !root.equals(excluded))
                    .distinct()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void search(Path root, List<Class<?>> beans) throws IOException {
        if (!Files.isDirectory(root) || Files.exists(root.resolve("META-INF").resolve("beans.xml"))) {
            return;
        }
        try (Stream<Path> files = Files.walk(root)) {
            files.map(root::relativize)
                    .map(ProjectDirectories::className)
                    .flatMap(Stream::ofNullable)
                    .map(this::load)
                    .flatMap(Stream::ofNullable)
                    .filter(ProjectDirectories::isBean)
                    .forEach(beans::add);
        }
    }

    private static @Nullable String className(Path file) {
        String path = file.toString().replace(file.getFileSystem().getSeparator(), ".");
        // Descriptors and META-INF/versions have a hyphen, which no name of a class has.
        return path.endsWith(SUFFIX) && path.indexOf('-') < 0
                ? path.substring(0, path.length() - SUFFIX.length())
                : null;
    }

    private @Nullable Class<?> load(String name) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException | LinkageError e) {
            BeanMessages.classSkipped(name, e);
            return null;
        }
    }

    private static boolean isBean(Class<?> type) {
        try {
            return BeanClasses.possible(type)
                    && Stream.of(type.getAnnotations())
                            .map(Annotation::annotationType)
                            .anyMatch(annotation -> annotation == Dependent.class
                                    || annotation == Interceptor.class
                                    || annotation.isAnnotationPresent(NormalScope.class)
                                    || annotation.isAnnotationPresent(Stereotype.class));
        } catch (LinkageError e) {
            BeanMessages.classSkipped(type.getName(), e);
            return false;
        }
    }
}
