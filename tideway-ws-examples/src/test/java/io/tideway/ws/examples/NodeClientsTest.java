package io.tideway.ws.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.tideway.ws.tyrus.TidewayServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the clients of {@code src/test/node} against a started server.
 *
 * <p>What they need may be missing on a machine: then they are skipped, unless the system property
 * {@code tideway.require} names it, {@code node} or {@code chromium}.
 */
class NodeClientsTest {
    private static final Path PROGRAMS = Path.of("src", "test", "node");
    private static final int PATIENCE_SECONDS = 300;

    private static TidewayServer server;

    @TempDir
    Path output;

    @BeforeAll
    static void startServer() {
        server = Main.start(0);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Test
    void aClientOfAnotherLanguageChats() throws Exception {
        needNode();
        run("chat-client.mjs", server.uri("/").toString());
    }

    @Test
    void aClientOfAnotherLanguageIsNotified() throws Exception {
        needNode();
        run("notifications-client.mjs", server.uri().toString());
    }

    @Test
    void theClientOfTheCentrifugeProtocolMovesCards() throws Exception {
        needNode();
        run("realtime-client.mjs", server.uri("/").toString());
    }

    @Test
    void theReconnectingClientOfTheGuideComesBack() throws Exception {
        needNode();
        run("guide-client.mjs", server.uri("/").toString());
    }

    @Test
    void thePageWorksInARealBrowser() throws Exception {
        needNode();
        needChromium();
        run("page.mjs", server.uri().toString());
    }

    @Test
    void theBoardWorksInARealBrowser() throws Exception {
        needNode();
        needChromium();
        run("board-page.mjs", server.uri().toString());
    }

    private static void needChromium() {
        Path chromium = Path.of(Objects.requireNonNullElse(System.getenv("CHROMIUM"), "/usr/bin/chromium"));
        need("chromium", Files.isExecutable(chromium), "there is no " + chromium + ", and CHROMIUM names no other");
    }

    private void run(String program, String address) throws IOException, InterruptedException {
        Path log = output.resolve(program + ".log");
        Process process = new ProcessBuilder("node", "--experimental-websocket", program, address)
                .directory(PROGRAMS.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (!ended) {
            // The browser is a child of the program.
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
        String told = Files.readString(log);
        assertThat(ended)
                .as("%s ends within %s s:%n%s", program, PATIENCE_SECONDS, told)
                .isTrue();
        assertThat(process.exitValue()).as("%s:%n%s", program, told).isZero();
    }

    private static void needNode() throws InterruptedException {
        need("node", hasNode(), "node is not on the PATH");
        need("node", Files.isDirectory(PROGRAMS.resolve("node_modules")), "\"npm ci\" has not been run in " + PROGRAMS);
    }

    private static boolean hasNode() throws InterruptedException {
        try {
            Process process = new ProcessBuilder("node", "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException notThere) {
            return false;
        }
    }

    private static void need(String tool, boolean there, String problem) {
        if (!there
                && List.of(System.getProperty("tideway.require", "").split(",")).contains(tool)) {
            fail("tideway.require names %s, but %s", tool, problem);
        }
        Assumptions.assumeTrue(there, problem);
    }
}
