package io.tideway.ws.it.docs;

import io.tideway.ws.it.docs.Page.Block;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the examples in the published Javadoc: what is between {@code <pre>} and {@code </pre>}. */
final class JavadocExamples {
    private static final List<String> SOURCES = List.of(
            "tideway-ws-api/src/main/java/io/tideway/ws",
            "tideway-ws-junit/src/main/java/io/tideway/ws/junit",
            "tideway-ws-tyrus/src/main/java/io/tideway/ws/tyrus");
    private static final Pattern PUBLIC_TYPE =
            Pattern.compile("(?m)^public (?:(?:final|abstract|sealed) )*(?:class|interface|@interface|record|enum) ");
    private static final String FIRST = "<pre>{@code";
    private static final String LAST = "}</pre>";

    private JavadocExamples() {}

    /** Lists the sources of all types that applications and tests may use. */
    static List<Page> publicTypes() {
        return SOURCES.stream()
                .flatMap(JavadocExamples::below)
                .filter(source -> PUBLIC_TYPE.matcher(source.text()).find())
                .toList();
    }

    private static Stream<Page> below(String directory) {
        Path root = Page.root();
        try (Stream<Path> files = Files.walk(root.resolve(directory))) {
            return files
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> name.endsWith(".java") && !name.contains("/internal/"))
                    .sorted()
                    .map(Page::read)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lists the examples of one type. */
    static List<Block> in(Page source) {
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
