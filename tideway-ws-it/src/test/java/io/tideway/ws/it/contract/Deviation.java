package io.tideway.ws.it.contract;

/**
 * What a server does by itself, otherwise than the others, where Tideway has no say; the contract then holds it to just
 * that.
 *
 * <p>{@code docs/servers.md} tells users of each.
 */
public enum Deviation {
    /** Takes frames without a mask, against RFC 6455 §5.1. */
    TAKES_UNMASKED_FRAMES,
    /** Tells the client of a violation by 1002, and the application of most of them by 1006. */
    REPORTS_MOST_VIOLATIONS_AS_1006,
    /** Hands fragments over only once its buffer is full or the message ends. */
    HOLDS_FRAGMENTS_BACK,
    /** Decodes each fragment of a text by itself, so that a code point may not be split. */
    DECODES_FRAGMENTS_ALONE,
    /** Finds invalid UTF-8 only once the frame that holds it is complete. */
    DECODES_WHOLE_FRAMES,
    /**
     * Waits for more where the first frame of a message is a continuation, against RFC 6455 §5.4, unless it is final.
     */
    TAKES_CONTINUATIONS_OF_NOTHING,
    /** Reads, and judges, what comes behind a message while the handler has it. */
    READS_ON_DURING_CALLBACKS,
    /** Schedules a task of its managed executor with each frame, which takes it a millisecond or more. */
    SPENDS_MILLISECONDS_ON_A_FRAME,
    /** Has no permessage-deflate (RFC 7692). */
    LACKS_COMPRESSION,
    /** Keeps the TCP connection of a client that does not answer a close open, for half a minute. */
    KEEPS_SILENT_SOCKETS,
    /** Answers 400 by itself to a query with {@code { } | ^} or a backtick that nobody has escaped. */
    ANSWERS_400_TO_UNESCAPED_QUERIES,
    /** Answers 400 by itself to a query with a malformed escape. */
    ANSWERS_400_TO_MALFORMED_ESCAPES,
    /** Logs the target of a request that it refuses by itself, at INFO, now and then. */
    LOGS_TARGETS_THAT_IT_REFUSES,
    /**
     * Cannot be stopped from reading while a handler on another thread is busy: one pool has all threads, so none may
     * wait.
     */
    CANNOT_STOP_READING,
    /**
     * Can be stopped from reading, while a handler on another thread is busy, for a few seconds and a few clients only.
     */
    STOPS_READING_FOR_SECONDS,
    /** Answers pings without telling anybody. */
    ANSWERS_PINGS_UNSEEN,
    /** Tells nobody of a fragment that is empty. */
    SWALLOWS_EMPTY_FRAGMENTS,
    /** Has no managed executors (Jakarta Concurrency), so that Tideway's own threads do their work. */
    LACKS_MANAGED_EXECUTORS,
    /** Finds beans in {@code WEB-INF/classes} only where there is a {@code beans.xml}, against CDI Full 4.0 §15.6. */
    LOOKS_FOR_BEANS_BESIDE_BEANS_XML_ONLY,
    /** Keeps class loaders of undeployed applications, with Tideway in them or without. */
    KEEPS_UNDEPLOYED_CLASSES,
    /** Keeps the class loader of one undeployed application now and then: seen once, cause unknown. */
    REMEMBERS_ONE_UNDEPLOYED_APPLICATION,
    /**
     * Logs a NullPointerException of its own now and then, where a client answers a close before {@code Session.close}
     * is done.
     */
    STUMBLES_WHERE_A_CLIENT_ANSWERS_A_CLOSE_AT_ONCE
}
