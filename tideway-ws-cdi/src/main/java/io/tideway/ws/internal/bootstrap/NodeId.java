package io.tideway.ws.internal.bootstrap;

import java.security.SecureRandom;
import java.util.stream.Collectors;

/** Makes the ids of nodes: random, eight letters and digits. */
final class NodeId {
    private static final String CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 8;

    private NodeId() {}

    static String next() {
        return new SecureRandom()
                .ints(LENGTH, 0, CHARACTERS.length())
                .mapToObj(index -> CHARACTERS.substring(index, index + 1))
                .collect(Collectors.joining());
    }
}
