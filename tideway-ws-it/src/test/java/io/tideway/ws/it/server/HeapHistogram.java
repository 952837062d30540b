package io.tideway.ws.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How many instances of each class a Java process holds after a garbage collection; read by the {@code jcmd} of the JDK
 * that runs the tests.
 */
final class HeapHistogram {
    private static final int COUNT = 1;
    private static final int TYPE = 3;

    private final Map<String, Integer> instances;

    private HeapHistogram(Map<String, Integer> instances) {
        this.instances = instances;
    }

    static HeapHistogram of(long pid) {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try {
            Process process = new ProcessBuilder(jcmd, String.valueOf(pid), "GC.class_histogram")
                    .redirectErrorStream(true)
                    .start();
            List<String> lines = process.inputReader().lines().toList();
            // A line is "  12:  3  72  org.acme.Order (some.module@1.0)"; a class has one for each class loader.
            Map<String, Integer> instances = lines.stream()
                    .map(line -> line.strip().split("\\s+"))
                    .filter(words -> words.length > TYPE && words[0].endsWith(":"))
                    .collect(Collectors.toMap(
                            words -> words[TYPE], words -> Integer.valueOf(words[COUNT]), Integer::sum));
            if (!instances.containsKey("java.lang.String")) {
                throw new IllegalStateException(String.join("\n", lines));
            }
            return new HeapHistogram(instances);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int instances(String type) {
        return instances.getOrDefault(type, 0);
    }
}
