package io.tideway.ws.redis.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The user of the access control list that the documentation gives the broker. */
final class MinimalUser {
    private static final String START = "ACL SETUSER tideway ";

    private MinimalUser() {}

    /** Reads the rules from the documentation, so that the tests show that they suffice. */
    static List<String> rules() {
        try {
            String line = Files.readAllLines(Path.of("..", "docs", "clustering.md")).stream()
                    .filter(candidate -> candidate.startsWith(START))
                    .findFirst()
                    .orElseThrow();
            return Arrays.asList(line.substring(START.length()).split(" "));
        } catch (IOException missing) {
            throw new AssertionError("docs/clustering.md cannot be read", missing);
        }
    }

    /** Lists the commands that the rules grant. */
    static List<String> commands() {
        return rules().stream()
                .filter(rule -> rule.startsWith("+"))
                .map(rule -> rule.substring(1))
                .toList();
    }

    /** Creates the user on a server, and returns how to log in with it. */
    static String createOn(RedisServer server) {
        List<String> command = new java.util.ArrayList<>(List.of("acl", "setuser", "tideway"));
        command.addAll(rules());
        if (!server.cli(command.toArray(new String[0])).equals("OK")) {
            throw new AssertionError(server.cli(command.toArray(new String[0])));
        }
        return "redis://tideway:secret@127.0.0.1:" + server.port();
    }
}
