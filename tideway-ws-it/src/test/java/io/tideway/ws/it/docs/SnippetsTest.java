package io.tideway.ws.it.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.Audience;
import io.tideway.ws.BroadcastResult;
import io.tideway.ws.Broadcaster;
import io.tideway.ws.CloseFrame;
import io.tideway.ws.Cluster;
import io.tideway.ws.Connection;
import io.tideway.ws.ConnectionClosed;
import io.tideway.ws.ConnectionManager;
import io.tideway.ws.ConnectionMetrics;
import io.tideway.ws.ConnectionOpened;
import io.tideway.ws.ConnectionScoped;
import io.tideway.ws.EndpointOptions;
import io.tideway.ws.HandlerFailed;
import io.tideway.ws.Handshake;
import io.tideway.ws.History;
import io.tideway.ws.HistoryQuery;
import io.tideway.ws.JsonHandler;
import io.tideway.ws.MemberJoined;
import io.tideway.ws.MemberLeft;
import io.tideway.ws.Message;
import io.tideway.ws.Presence;
import io.tideway.ws.PublicationsMissed;
import io.tideway.ws.Recovery;
import io.tideway.ws.Room;
import io.tideway.ws.RoomJoined;
import io.tideway.ws.RoomLeft;
import io.tideway.ws.RoomOptions;
import io.tideway.ws.RoomPolicy;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.SendResult;
import io.tideway.ws.SlowConsumer;
import io.tideway.ws.Target;
import io.tideway.ws.UpgradeDecision;
import io.tideway.ws.UserConnected;
import io.tideway.ws.UserDisconnected;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import io.tideway.ws.realtime.Authentication;
import io.tideway.ws.realtime.CallException;
import io.tideway.ws.realtime.Credentials;
import io.tideway.ws.realtime.JoinDecision;
import io.tideway.ws.realtime.PublishDecision;
import io.tideway.ws.realtime.RealtimeHandler;
import io.tideway.ws.realtime.RemoteCall;
import io.tideway.ws.spi.UpgradeCheck;
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
        for (Page page : Page.all()) { // each alone, since several have a class of one name
            if (!page.blocks("java").isEmpty()) {
                assertCompiles(page.blocks("java").stream(), classes);
            }
        }
    }

    @Test
    void everyJavadocExampleCompiles(@TempDir Path classes) throws Exception {
        assertCompiles(JavadocExamples.all().stream(), classes);
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                Audience.class,
                Authentication.class,
                BroadcastResult.class,
                Broadcaster.class,
                CallException.class,
                CloseFrame.class,
                Cluster.class,
                Connection.class,
                ConnectionClosed.class,
                ConnectionManager.class,
                ConnectionMetrics.class,
                ConnectionOpened.class,
                ConnectionScoped.class,
                Credentials.class,
                EndpointOptions.class,
                HandlerFailed.class,
                Handshake.class,
                History.class,
                HistoryQuery.class,
                JoinDecision.class,
                JsonHandler.class,
                MemberJoined.class,
                MemberLeft.class,
                Message.class,
                Presence.class,
                PublicationsMissed.class,
                PublishDecision.class,
                RealtimeHandler.class,
                Recovery.class,
                RemoteCall.class,
                Room.class,
                RoomJoined.class,
                RoomLeft.class,
                RoomOptions.class,
                RoomPolicy.class,
                RoomPosition.class,
                SendResult.class,
                SlowConsumer.class,
                Target.class,
                UpgradeCheck.class,
                UpgradeDecision.class,
                UserConnected.class,
                UserDisconnected.class,
                WebSocketEndpoint.class,
                WebSocketHandler.class
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
