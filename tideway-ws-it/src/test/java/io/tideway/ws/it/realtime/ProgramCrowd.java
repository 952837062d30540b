package io.tideway.ws.it.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.it.go.GoProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Is many clients for Go, in a program of their own. */
final class GoCrowd implements Crowd {
    private static final Pattern BACK = Pattern.compile("recovered (\\d+), missed messages (\\d+)");

    private final Process process;
    private final BufferedReader told;
    private final Writer answers;

    GoCrowd(String form, URI server, String room, int count) throws IOException {
        GoProgram client = GoProgram.required(Path.of("src", "test", "go"), Path.of("target", "realtime-client"));
        process = new ProcessBuilder(client.path(), server.toString(), form, room, Integer.toString(count))
                .redirectErrorStream(true)
                .start();
        told = process.inputReader();
        answers = process.outputWriter();
        assertThat(told.readLine()).isEqualTo("ready");
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
