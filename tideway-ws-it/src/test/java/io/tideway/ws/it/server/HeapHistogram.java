package io.tideway.ws.it.server;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How many instances of each class a Java process holds after a garbage collection. */
final class HeapHistogram {
    private static final int COUNT = 1;
    private static final int TYPE = 3;

    private final Map<String, Integer> instances;

    private HeapHistogram(Map<String, Integer> instances) {
        this.instances = instances;
    }

    static HeapHistogram of(long pid) {
        List<String> lines = Jcmd.run(pid, "GC.class_histogram");
        // A line is "  12:  3  72  org.acme.Order (some.module@1.0)"; a class has one for each class loader.
        Map<String, Integer> instances = lines.stream()
                .map(line -> line.strip().split("\\s+"))
                .filter(words -> words.length > TYPE && words[0].endsWith(":"))
                .collect(Collectors.toMap(words -> words[TYPE], words -> Integer.valueOf(words[COUNT]), Integer::sum));
        if (!instances.containsKey("java.lang.String")) {
            throw new IllegalStateException(String.join("\n", lines));
        }
        return new HeapHistogram(instances);
    }

    int instances(String type) {
        return instances.getOrDefault(type, 0);
    }
}
