package io.tideway.ws.it.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compiles every Java block of the documentation and of the Javadoc; {@link Snippet} says how. */
class SnippetsTest {

    @Test
    void everyJavaBlockCompiles(@TempDir Path classes) throws Exception {
        for (Page page : Page.all()) { // each alone, since several have a class of one name
            if (!page.blocks("java").isEmpty()) {
                assertCompiles(page.blocks("java").stream(), classes);
            }
        }
    }

    @Test
    void everyJavadocExampleCompiles(@TempDir Path classes) throws Exception {
        assertCompiles(
                JavadocExamples.publicTypes().stream().flatMap(type -> JavadocExamples.in(type).stream()), classes);
    }

    @ParameterizedTest
    @MethodSource("coreTypes")
    void theJavadocOfACoreTypeHasAnExample(Page type) {
        assertThat(JavadocExamples.in(type)).isNotEmpty();
    }

    /** Lists what applications and tests use; of the SPI what an application may implement, and the broker. */
    static Stream<Named<Page>> coreTypes() {
        return JavadocExamples.publicTypes().stream()
                .filter(type ->
                        !type.name().contains("/ws/spi/") || type.name().matches(".*/(Broker|UpgradeCheck).java"))
                .filter(type -> !type.name().endsWith("/MessageEncodingException.java")) // nothing to do with it
                .map(type -> named(Path.of(type.name()).getFileName().toString(), type));
    }

    private static void assertCompiles(Stream<Page.Block> blocks, Path classes) throws Exception {
        List<Snippet> snippets = blocks.map(Snippet::new).toList();
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
