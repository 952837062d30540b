package io.tideway.ws.tyrus.internal;

import java.util.Locale;

/** Names each number that a server is set up with, its default and its bounds; each is a configuration key, too. */
public enum ServerNumber {
    /** The port; 0 for any free one. */
    PORT(8080, 0, 65_535),
    /** The threads for callbacks and handshakes, and as many again for HTTP requests. */
    WORKERS(256, 2, 100_000),
    /** The TCP connections that may be open at once. */
    MAX_TCP_CONNECTIONS(Integer.MAX_VALUE, 1, Integer.MAX_VALUE),
    /** The bytes of a request line and header fields together. */
    MAX_REQUEST_HEAD_BYTES(8 * 1024, 1024, 1024 * 1024),
    /** The header fields of a request. */
    MAX_REQUEST_HEADERS(100, 10, 10_000),
    /** The bytes of the body of a request. */
    MAX_REQUEST_BODY_BYTES(10 * 1024 * 1024, 0, Integer.MAX_VALUE);

    private final int byDefault;
    private final int least;
    private final int most;

    ServerNumber(int byDefault, int least, int most) {
        this.byDefault = byDefault;
        this.least = least;
        this.most = most;
    }

    /** Returns the name of the option, as in {@code max-tcp-connections}. */
    public String option() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the value where none is set. */
    public int byDefault() {
        return byDefault;
    }

    /** Returns the lower bound. */
    public int least() {
        return least;
    }

    /** Returns the upper bound. */
    public int most() {
        return most;
    }
}
