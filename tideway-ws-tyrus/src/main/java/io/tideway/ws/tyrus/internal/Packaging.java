package io.tideway.ws.tyrus.internal;

import io.tideway.ws.internal.bootstrap.TidewayExtension;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.spi.JsonbProvider;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.security.CodeSource;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.jar.JarFile;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Checks what gets lost where a program and its libraries are packed into one jar: the files that declare services, and
 * the classes of later versions of Java, which count in a multi-release jar only.
 *
 * <p>Yasson has its support of records in such classes. Without them it writes every record as an empty object, and
 * nothing fails.
 */
final class Packaging {
    private static final String NOTHING = "{}";

    private Packaging() {}

    /** Is written as JSON by way of trial; JSON-B wants it public. */
    public record Sample(String text) {}

    /**
     * Checks the libraries that a class loader finds.
     *
     * @throws DeploymentException if a part of them is missing
     */
    static void check(ClassLoader loader) {
        if (!declaresTideway(loader)) {
            throw new DeploymentException(StandaloneMessages.extensionLost());
        }
        Optional<Class<?>> provider = jsonProvider(loader);
        if (provider.isPresent() && !isInMultiReleaseJar(provider.get()) && losesRecords(loader)) {
            throw new DeploymentException(StandaloneMessages.recordsLost(String.valueOf(location(provider.get()))));
        }
    }

    private static boolean declaresTideway(ClassLoader loader) {
        try {
            return ServiceLoader.load(Extension.class, loader).stream()
                    .anyMatch(extension -> extension.type().getName().equals(TidewayExtension.class.getName()));
        } catch (ServiceConfigurationError e) {
            return true; // Weld decides what to do about an extension of others
        }
    }

    private static Optional<Class<?>> jsonProvider(ClassLoader loader) {
        try {
            return ServiceLoader.load(JsonbProvider.class, loader).stream()
                    .<Class<?>>map(ServiceLoader.Provider::type)
                    .findFirst();
        } catch (ServiceConfigurationError | LinkageError e) {
            return Optional.empty(); // a program without JSON
        }
    }

    /** Spares most programs the trial, which costs more than the rest of the checks together. */
    private static boolean isInMultiReleaseJar(Class<?> type) {
        URI location = location(type);
        if (location == null || !"file".equals(location.getScheme())) {
            return false;
        }
        try (JarFile jar = new JarFile(new File(location), false, ZipFile.OPEN_READ, Runtime.version())) {
            return jar.isMultiRelease();
        } catch (IOException | IllegalArgumentException e) {
            return false; // a directory
        }
    }

    private static boolean losesRecords(ClassLoader loader) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            Jsonb json = JsonbBuilder.create();
            String written = json.toJson(new Sample("any"));
            json.close();
            return NOTHING.equals(written);
        } catch (Exception e) {
            return false; // a fault of another kind, which sendJson throws
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static @Nullable URI location(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return source == null || source.getLocation() == null
                ? null
                : URI.create(source.getLocation().toString().replace(" ", "%20"));
    }
}
