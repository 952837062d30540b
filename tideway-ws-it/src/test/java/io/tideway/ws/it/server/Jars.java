package io.tideway.ws.it.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Finds classes on this test's class path and packs them. */
final class Jars {
    private static final LocalDateTime EARLIEST = LocalDateTime.of(1980, 1, 1, 0, 0);

    private Jars() {}

    /** Returns the jar that a class comes from; packs it where the build has not, but left a directory of classes. */
    static byte[] holding(String type) {
        try {
            Path origin = origin(Class.forName(type, false, Jars.class.getClassLoader()));
            return Files.isDirectory(origin)
                    ? zip(files(origin, origin, "", file -> true))
                    : Files.readAllBytes(origin);
        } catch (ClassNotFoundException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the files of a class and of those nested in it. */
    static Map<String, byte[]> classFiles(String prefix, Class<?> type) {
        String simple = type.getName().substring(type.getPackageName().length() + 1);
        return packageFiles(prefix, type, name -> name.equals(simple + ".class") || name.startsWith(simple + "$"));
    }

    /** Returns the files of a package. */
    static Map<String, byte[]> packageFiles(String prefix, Class<?> type) {
        return packageFiles(prefix, type, name -> true);
    }

    static byte[] zip(Map<String, byte[]> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                ZipEntry file = new ZipEntry(entry.getKey());
                file.setTimeLocal(EARLIEST); // so that equal files make equal archives
                zip.putNextEntry(file);
                zip.write(entry.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Returns the first digits of an archive's SHA-256. */
    static String digest(Path archive) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(archive));
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes an archive to where the tests deploy from, over the one of the same name. */
    static Path write(String name, byte[] archive) {
        Path file = Path.of("target", "wars", name).toAbsolutePath();
        try {
            Files.createDirectories(file.getParent());
            return Files.write(file, archive);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, byte[]> packageFiles(String prefix, Class<?> type, Predicate<String> wanted) {
        Path root = origin(type);
        Path directory = root.resolve(type.getPackageName().replace('.', '/'));
        return files(
                root,
                directory,
                prefix,
                file -> file.getParent().equals(directory)
                        && wanted.test(file.getFileName().toString()));
    }

    private static Map<String, byte[]> files(Path root, Path directory, String prefix, Predicate<Path> wanted) {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> found = Files.walk(directory)) {
            for (Path file : found.filter(Files::isRegularFile).filter(wanted).toList()) {
                files.put(prefix + root.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    private static Path origin(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
