package io.tideway.ws.internal.centrifuge;

import io.tideway.ws.Message;

/** Reads the commands of one frame, of which it has at least one; not thread-safe. */
interface Commands {
    /**
     * Reads the next command.
     *
     * @throws MalformedFrame if it is not one, or there is none
     */
    Command next();

    /**
     * Tells whether a command follows.
     *
     * @throws MalformedFrame if something else follows
     */
    boolean hasNext();

    /** Returns what has not been read, as a frame. */
    Message rest();
}
