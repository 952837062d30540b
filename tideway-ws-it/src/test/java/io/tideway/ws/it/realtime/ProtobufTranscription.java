package io.tideway.ws.it.realtime;

import io.tideway.ws.it.go.GoProgram;
import io.tideway.ws.junit.TestConnection;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Sends and receives Protobuf, which the library of the protocol's authors translates. */
final class ProtobufTranscription implements Transcription, AutoCloseable {
    private static final String JSON_ONLY = "(in JSON only)";

    private final Process translator;
    private final Writer lines;
    private final BufferedReader translations;

    ProtobufTranscription(GoProgram program) throws IOException {
        translator = new ProcessBuilder(program.path(), "translate")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        lines = translator.outputWriter();
        translations = translator.inputReader();
    }

    @Override
    public String query() {
        return "?cf_protocol=protobuf";
    }

    @Override
    public List<String> script(List<String> all) {
        List<String> possible = new ArrayList<>();
        boolean left = false;
        for (String line : all) {
            if (line.startsWith("#")) {
                left = line.contains(JSON_ONLY);
            }
            if (!left) {
                possible.add(line);
            }
        }
        return possible;
    }

    @Override
    public void send(TestConnection connection, String commands) throws IOException {
        connection.sendBinary(HexFormat.of().parseHex(translated(commands)));
    }

    @Override
    public List<String> next(TestConnection connection) throws IOException {
        return List.of(translated("<" + HexFormat.of().formatHex(connection.nextBinary()))
                .split("\t"));
    }

    private String translated(String line) throws IOException {
        lines.write(line + "\n");
        lines.flush();
        String translation = translations.readLine();
        if (translation == null) {
            throw new IOException("not translated: " + line);
        }
        return translation;
    }

    @Override
    public void close() {
        translator.destroy();
    }
}
