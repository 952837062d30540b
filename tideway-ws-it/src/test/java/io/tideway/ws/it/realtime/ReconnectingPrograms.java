package io.tideway.ws.it.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.it.go.GoProgram;
import io.tideway.ws.it.python.VirtualEnvironment;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs many clients of another language, in a program of their own. */
final class ReconnectingPrograms implements ReconnectingClients {
    private static final Path PYTHON = Path.of("src", "test", "python");
    private static final Pattern BACK = Pattern.compile("recovered (\\d+), missed messages (\\d+)");

    private final Process process;
    private final BufferedReader told;
    private final Writer answers;

    private ReconnectingPrograms(String... command) throws IOException {
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        told = process.inputReader();
        answers = process.outputWriter();
        assertThat(told.readLine()).isEqualTo("ready");
    }

    /** Runs clients for Go, which use one of the formats. */
    static ReconnectingPrograms ofGo(String form, URI server, String room, int count) throws IOException {
        GoProgram client = GoProgram.required(Path.of("src", "test", "go"), Path.of("target", "realtime-client"));
        return new ReconnectingPrograms(client.path(), server.toString(), form, room, Integer.toString(count));
    }

    /** Runs clients for Python, which use JSON. */
    static ReconnectingPrograms ofPython(URI server, String room, int count) throws IOException {
        VirtualEnvironment python =
                VirtualEnvironment.required(Path.of("target", "centrifuge-python"), PYTHON.resolve("centrifuge.txt"));
        return new ReconnectingPrograms(
                python.program("python"),
                PYTHON.resolve("realtime_crowd.py").toString(),
                server.toString(),
                room,
                Integer.toString(count));
    }

    @Override
    public Return back() throws IOException {
        answers.write("back\n");
        answers.flush();
        String line = told.readLine();
        Matcher back = BACK.matcher(String.valueOf(line));
        assertThat(back.matches()).as(line).isTrue();
        return new Return(Integer.parseInt(back.group(1)), Integer.parseInt(back.group(2)));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
