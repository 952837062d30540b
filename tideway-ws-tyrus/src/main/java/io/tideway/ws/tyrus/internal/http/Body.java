package io.tideway.ws.tyrus.internal.http;

import org.glassfish.grizzly.Buffer;

/** Finds the end of the body of one request (RFC 9112 §6.3), and copies nothing of it. Not thread-safe. */
interface Body {

    /**
     * Reads on, to the end of the body or of the bytes.
     *
     * @return where it has stopped
     */
    int read(Buffer bytes, int from) throws RequestRefused;

    /** Tells whether all of the body has come; true from the start where there is none. */
    boolean isOver();
}
