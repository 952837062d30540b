package io.tideway.ws.it.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiles every Java block of the documentation; {@link Snippet} says how. */
class SnippetsTest {

    @Test
    void everyJavaBlockCompiles(@TempDir Path classes) throws Exception {
        List<Snippet> snippets = Page.all().stream()
                .flatMap(page -> page.blocks("java").stream())
                .map(Snippet::new)
                .toList();
        assertThat(snippets).isNotEmpty();

        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(found, Locale.ROOT, StandardCharsets.UTF_8)) {
            List<String> options = List.of(
                    "--release",
                    "17",
                    "-proc:none",
                    "--should-stop=ifError=FLOW", // tells of every mistake, not of the first kind alone
                    "-d",
                    classes.toString(),
                    "-cp",
                    System.getProperty("java.class.path"));
            compiler.getTask(null, files, found, options, null, snippets).call();
        }

        assertThat(found.getDiagnostics())
                .filteredOn(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .extracting(SnippetsTest::describe)
                .isEmpty();
    }

    private static String describe(Diagnostic<? extends JavaFileObject> diagnostic) {
        String text = diagnostic.getMessage(Locale.ROOT);
        return diagnostic.getSource() instanceof Snippet snippet
                ? snippet.at(diagnostic.getLineNumber()) + ": " + text
                : text;
    }
}
