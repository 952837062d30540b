package io.tideway.ws.it.modules;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * Packs a program and its libraries into one jar, as build tools do. Of files with the same name the first counts, and
 * those that declare services are joined.
 */
final class OneJar {
    private static final String SERVICES = "META-INF/services/";

    private final Map<String, byte[]> entries = new LinkedHashMap<>();
    private final Manifest manifest = new Manifest();

    OneJar(Class<?> main) throws IOException {
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, main.getName());
        Path classes =
                Path.of(main.getProtectionDomain().getCodeSource().getLocation().getPath());
        String path = main.getName().replace('.', '/');
        try (var files = Files.list(classes.resolve(path).getParent())) {
            for (Path file : files.toList()) {
                String name = classes.relativize(file).toString();
                if (name.equals(path + ".class") || name.startsWith(path + "$")) {
                    entries.put(name, Files.readAllBytes(file));
                }
            }
        }
        entries.put("META-INF/beans.xml", new byte[0]);
    }

    OneJar libraries(Libraries libraries) throws IOException {
        for (Path library : libraries.jars()) {
            try (JarFile jar = new JarFile(library.toFile())) {
                add(jar);
            }
        }
        return this;
    }

    private void add(JarFile jar) throws IOException {
        for (Enumeration<JarEntry> all = jar.entries(); all.hasMoreElements(); ) {
            JarEntry entry = all.nextElement();
            String name = entry.getName();
            if (entry.isDirectory() || name.equals(JarFile.MANIFEST_NAME) || name.endsWith("module-info.class")) {
                continue;
            }
            try (InputStream in = jar.getInputStream(entry)) {
                entries.merge(name, in.readAllBytes(), (a, b) -> name.startsWith(SERVICES) ? joined(a, b) : a);
            }
        }
    }

    private static byte[] joined(byte[] first, byte[] second) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(first);
        all.write('\n');
        all.writeBytes(second);
        return all.toByteArray();
    }

    OneJar multiRelease() {
        manifest.getMainAttributes().put(Attributes.Name.MULTI_RELEASE, "true");
        return this;
    }

    /** Replaces the joined declarations of a service by those of one jar, as a tool does that lets the first win. */
    OneJar services(String name, String declared) {
        entries.put(SERVICES + name, declared.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return this;
    }

    Path write(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                jar.putNextEntry(new JarEntry(entry.getKey()));
                jar.write(entry.getValue());
            }
        }
        return file;
    }
}
