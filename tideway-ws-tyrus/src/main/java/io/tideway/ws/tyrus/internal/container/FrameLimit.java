package io.tideway.ws.tyrus.internal.container;

import io.tideway.ws.tyrus.internal.deflate.DeflateTerms;

/**
 * Bounds the payload of a client's frames.
 *
 * @param payloadBytes what one frame may have at most
 * @param messageBytes the largest message that the endpoint takes, which is what a client can do something about
 */
record FrameLimit(int payloadBytes, int messageBytes) {
    private static final int MAX_CONTROL_PAYLOAD = 125;

    /** Lets control frames pass, however small the largest message is. */
    static FrameLimit plain(int messageBytes) {
        return new FrameLimit(Math.max(messageBytes, MAX_CONTROL_PAYLOAD), messageBytes);
    }

    /** Lets messages pass that have grown by their compression. */
    static FrameLimit compressed(int messageBytes) {
        return new FrameLimit(DeflateTerms.mostFrameBytes(plain(messageBytes).payloadBytes()), messageBytes);
    }
}
