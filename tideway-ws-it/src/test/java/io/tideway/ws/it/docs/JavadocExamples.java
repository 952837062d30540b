package io.tideway.ws.it.docs;

import io.tideway.ws.it.docs.Page.Block;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds the examples in the Javadoc of the API: what is between {@code <pre>} and {@code </pre>}. */
final class JavadocExamples {
    private static final String SOURCES = "tideway-ws-api/src/main/java/io/tideway/ws";
    private static final String FIRST = "<pre>{@code";
    private static final String LAST = "}</pre>";

    private JavadocExamples() {}

    /** Lists the examples of all types. */
    static List<Block> all() {
        try (Stream<Path> files = Files.walk(Page.root().resolve(SOURCES))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .map(file ->
                            Page.read(Page.root().relativize(file).toString().replace('\\', '/')))
                    .flatMap(source -> in(source).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lists the examples of one type. */
    static List<Block> of(Class<?> type) {
        String below = type.getName().substring("io.tideway.ws.".length());
        return in(Page.read(SOURCES + "/" + below.replace('.', '/') + ".java"));
    }

    private static List<Block> in(Page source) {
        List<Block> examples = new ArrayList<>();
        List<String> lines = source.lines();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).strip().endsWith(FIRST)) {
                int first = i + 1;
                for (i = first; !lines.get(i).strip().endsWith(LAST); i++) {
                    // on to the last line
                }
                List<String> code = lines.subList(first, i).stream()
                        .map(line -> line.replaceFirst("^ *\\* ?", ""))
                        .toList();
                examples.add(new Block(source, first + 1, "java", String.join("\n", code)));
            }
        }
        return examples;
    }
}
