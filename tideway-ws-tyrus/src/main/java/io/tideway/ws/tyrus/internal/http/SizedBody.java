package io.tideway.ws.tyrus.internal.http;

import org.glassfish.grizzly.Buffer;

/** Ends after as many bytes as {@code Content-Length} says. */
final class SizedBody implements Body {

    private long left;

    SizedBody(long bytes) {
        left = bytes;
    }

    @Override
    public int read(Buffer bytes, int from) {
        int count = (int) Math.min(left, bytes.limit() - from);
        left -= count;
        return from + count;
    }

    @Override
    public boolean isOver() {
        return left == 0;
    }
}
