package io.tideway.ws.it.contract;

/**
 * What a server does by itself, otherwise than the others, where Tideway has no say; the contract then holds it to just that.
 *
 * <p>{@code docs/servers.md} tells users of each.
 */
public enum Deviation {
    /** Takes frames without a mask, against RFC 6455 §5.1. */
    TAKES_UNMASKED_FRAMES,
    /** Tells the peer of a violation by 1002, and the application of most of them by 1006. */
    REPORTS_MOST_VIOLATIONS_AS_1006,
    /** Hands fragments over only once its buffer is full or the message ends. */
    HOLDS_FRAGMENTS_BACK,
    /** Decodes each fragment of a text by itself, so that a code point may not be split. */
    DECODES_FRAGMENTS_ALONE,
    /** Keeps the TCP connection of a peer that does not answer a close open, for half a minute. */
    KEEPS_SILENT_SOCKETS,
    /** Has no managed executors (Jakarta Concurrency), so that Tideway's own threads do their work. */
    LACKS_MANAGED_EXECUTORS
}
