package io.tideway.ws.it.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.examples.rooms.ExampleRooms;
import io.tideway.ws.it.go.GoProgram;
import io.tideway.ws.junit.TestClient;
import io.tideway.ws.junit.TestConnection;
import io.tideway.ws.tyrus.TidewayServer;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Holds the same conversations with the reference server of the Centrifuge protocol and with Tideway.
 *
 * <p>{@code script.txt} has them: a line that begins with {@code >} is sent (with {@code \n} for a line break),
 * {@code <} waits for so many replies, {@code x} for a close, {@code #} begins a conversation, and {@code @} goes over
 * to the client of that name. Ids, epochs and times are left out of what is compared; what remains has to be equal,
 * except where {@code ~} gives the reason for a difference: the next two lines with {@code =} are what the reference
 * server answers then, and what Tideway does.
 */
class ReferenceServerTest {
    private static final Path SOURCES = Path.of("src", "test", "go-reference");
    private static final Path PROGRAM = Path.of("target", "reference-server");
    private static final Pattern EPOCH = Pattern.compile("\"epoch\":\"([^\"]+)\"");
    private static final Pattern CLIENT = Pattern.compile("\"connect\":\\{\"client\":\"([^\"]+)\"");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void theReferenceServerAnswersAlike() throws IOException {
        answersAlike(new JsonTranscription());
    }

    @Test
    void theReferenceServerAnswersAlikeInProtobuf() throws IOException {
        GoProgram translator = GoProgram.required(SOURCES, PROGRAM);
        try (ProtobufTranscription protobuf = new ProtobufTranscription(translator)) {
            answersAlike(protobuf);
        }
    }

    private static void answersAlike(Transcription form) throws IOException {
        List<String> script = form.script(Files.readAllLines(SOURCES.resolve("script.txt")));
        GoProgram reference = GoProgram.required(SOURCES, PROGRAM);
        Process process = new ProcessBuilder(reference.path())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> expected;
        try (BufferedReader output = process.inputReader()) {
            expected = transcript(
                    script, Side.REFERENCE, form, URI.create(output.readLine()).resolve("/"));
        } finally {
            process.destroy();
        }
        List<String> actual;
        try (TidewayServer server = TidewayServer.builder()
                .port(0)
                .beans(AllFeaturesEndpoint.class, ExampleRooms.class)
                .start()) {
            actual = transcript(script, Side.TIDEWAY, form, server.uri("/"));
        }
        Files.write(Path.of("target", "transcript-of-reference.txt"), expected);
        Files.write(Path.of("target", "transcript-of-tideway.txt"), actual);
        assertThat(actual).containsExactlyElementsOf(expected);
    }

    private enum Side {
        REFERENCE,
        TIDEWAY
    }

    private static List<String> transcript(List<String> script, Side side, Transcription form, URI server)
            throws IOException {
        List<String> transcript = new ArrayList<>();
        List<String> differing = new ArrayList<>();
        try (TestClient client = TestClient.to(server).withPatience(PATIENCE)) {
            Conversation conversation = new Conversation(client, form);
            for (String line : script) {
                transcript.add(line);
                String rest = line.isEmpty() ? "" : line.substring(1).strip();
                switch (line.isEmpty() ? ' ' : line.charAt(0)) {
                    case '#' -> conversation.begin();
                    case '@' -> conversation.goOverTo(rest);
                    case '>' -> conversation.send(rest);
                    case '=' -> differing.add(rest);
                    case '<', 'x' -> {
                        List<String> answers = line.charAt(0) == 'x'
                                ? List.of(conversation.close())
                                : conversation.replies(Integer.parseInt(rest));
                        if (differing.isEmpty()) {
                            transcript.addAll(answers);
                        } else {
                            assertThat(answers).containsExactly(differing.get(side.ordinal()));
                            differing.clear();
                        }
                    }
                    default -> {
                        // a blank line, or a remark
                    }
                }
            }
            conversation.end();
        }
        return transcript;
    }

    private static final class Peer {
        private final TestConnection connection;
        private final Deque<String> lines = new ArrayDeque<>();

        Peer(TestConnection connection) {
            this.connection = connection;
        }
    }

    private static final class Conversation {
        private final TestClient client;
        private final Transcription form;
        private final Map<String, Peer> peers = new HashMap<>();
        private Peer peer;
        private final List<String> clients = new ArrayList<>();
        private String epoch = "";

        Conversation(TestClient client, Transcription form) {
            this.client = client;
            this.form = form;
        }

        void begin() {
            end();
            goOverTo("");
        }

        void goOverTo(String name) {
            peer = peers.computeIfAbsent(name, unknown -> new Peer(client.connect("/all-features" + form.query())));
        }

        void end() {
            peers.values().forEach(any -> any.connection.abort());
            peers.clear();
        }

        void send(String commands) throws IOException {
            form.send(peer.connection, commands.replace("EPOCH", epoch));
        }

        List<String> replies(int count) throws IOException {
            List<String> replies = new ArrayList<>();
            while (replies.size() < count) {
                if (peer.lines.isEmpty()) {
                    peer.lines.addAll(form.next(peer.connection));
                }
                String reply = peer.lines.remove();
                Matcher found = EPOCH.matcher(reply);
                if (found.find()) {
                    epoch = found.group(1);
                }
                Matcher connected = CLIENT.matcher(reply);
                if (connected.find()) {
                    clients.add(connected.group(1));
                }
                replies.add(comparable(reply));
            }
            return replies;
        }

        String close() {
            CloseFrame frame = peer.connection.closeFrame();
            return (frame.code() + " " + frame.reason()).strip();
        }

        private String comparable(String reply) {
            String known = reply;
            for (String id : clients) {
                known = known.replace(id, "ID");
            }
            try (JsonReader reader = Json.createReader(new StringReader(known))) {
                return sorted(reader.readValue())
                        .replaceAll("\"epoch\":\"[^\"]+\"", "\"epoch\":\"EPOCH\"")
                        .replaceAll("\"ttl\":\\d+", "\"ttl\":TTL");
            }
        }

        private static String sorted(JsonValue value) {
            return value instanceof JsonObject object
                    ? new TreeMap<>(object)
                            .entrySet().stream()
                                    .map(field -> '"' + field.getKey() + "\":" + sorted(field.getValue()))
                                    .collect(Collectors.joining(",", "{", "}"))
                    : value instanceof JsonArray array
                            ? array.stream().map(Conversation::sorted).collect(Collectors.joining(",", "[", "]"))
                            : value.toString();
        }
    }
}
