package io.tideway.ws.it.realtime;

import io.tideway.ws.junit.TestConnection;
import java.util.List;

/** Sends and receives what is written down. */
final class JsonTranscription implements Transcription {
    @Override
    public String query() {
        return "";
    }

    @Override
    public List<String> script(List<String> lines) {
        return lines;
    }

    @Override
    public void send(TestConnection connection, String commands) {
        connection.send(commands.replace("\\n", "\n"));
    }

    @Override
    public List<String> next(TestConnection connection) {
        return List.of(connection.nextText().split("\n"));
    }
}
