package io.tideway.ws.tyrus.internal.container;

import java.nio.ByteBuffer;

/** Takes the whole, masked frames of one client, one after the other. */
interface FrameInput {

    /** Takes one frame, whose buffer is the caller's again when this returns. */
    void frame(ByteBuffer frame);

    /**
     * Takes how much has arrived of a frame whose rest has not.
     *
     * @param part header and payload from their beginning; the header may be incomplete
     */
    default void part(ByteBuffer part) {}
}
