package io.tideway.ws.it.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.Audience;
import io.tideway.ws.BroadcastResult;
import io.tideway.ws.Broadcaster;
import io.tideway.ws.ConnectionManager;
import io.tideway.ws.ConnectionMetrics;
import io.tideway.ws.Room;
import io.tideway.ws.RoomJoined;
import io.tideway.ws.RoomLeft;
import io.tideway.ws.SendResult;
import io.tideway.ws.Target;
import io.tideway.ws.UserConnected;
import io.tideway.ws.UserDisconnected;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compiles every Java block of the documentation and of the API's Javadoc; {@link Snippet} says how. */
class SnippetsTest {

    @Test
    void everyJavaBlockCompiles(@TempDir Path classes) throws Exception {
        assertCompiles(Page.all().stream().flatMap(page -> page.blocks("java").stream()), classes);
    }

    @Test
    void everyJavadocExampleCompiles(@TempDir Path classes) throws Exception {
        assertCompiles(JavadocExamples.all().stream(), classes);
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                Audience.class,
                BroadcastResult.class,
                Broadcaster.class,
                ConnectionManager.class,
                ConnectionMetrics.class,
                Room.class,
                RoomJoined.class,
                RoomLeft.class,
                SendResult.class,
                Target.class,
                UserConnected.class,
                UserDisconnected.class
            })
    void theJavadocOfACoreTypeHasAnExample(Class<?> type) {
        assertThat(JavadocExamples.of(type)).isNotEmpty();
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
