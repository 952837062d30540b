package io.tideway.ws.it.contract;

/**
 * What a server does in its own way, where Tideway cannot change it; the contract then expects exactly that.
 *
 * <p>{@code docs/servers.md} tells users of each.
 */
public enum Deviation {
    /** Takes frames without a mask, against RFC 6455 §5.1. */
    TAKES_UNMASKED_FRAMES,
    /** Closes with 1002 after a violation, and reports 1006 to the application for most of them. */
    REPORTS_MOST_VIOLATIONS_AS_1006,
    /** Closes with 1003 after a violation, against RFC 6455 §7.4.1. */
    CLOSES_VIOLATIONS_WITH_1003,
    /** Hands fragments over only once its buffer is full or the message ends. */
    HOLDS_FRAGMENTS_BACK,
    /** Decodes each fragment of a text by itself, so that a code point may not be split. */
    DECODES_FRAGMENTS_ALONE,
    /** Finds invalid UTF-8 only once the frame that holds it is complete. */
    DECODES_WHOLE_FRAMES,
    /**
     * Waits for more data where the first frame of a message is a continuation, against RFC 6455 §5.4, unless it is
     * final.
     */
    TAKES_CONTINUATIONS_OF_NOTHING,
    /** Reads on, and checks what it reads, while a handler has a message. */
    READS_ON_DURING_CALLBACKS,
    /** Schedules a task of its managed executor with each frame, which takes it a millisecond or more. */
    SPENDS_MILLISECONDS_ON_A_FRAME,
    /** Has no permessage-deflate (RFC 7692). */
    LACKS_COMPRESSION,
    /** Keeps the TCP connection of a client that does not answer a close open, for half a minute. */
    KEEPS_SILENT_SOCKETS,
    /** Answers 400 by itself to a query with {@code { } | ^} or an unescaped backtick. */
    ANSWERS_400_TO_UNESCAPED_QUERIES,
    /** Answers 400 by itself to a query with a malformed escape. */
    ANSWERS_400_TO_MALFORMED_ESCAPES,
    /** Answers 404 to an upgrade whose header {@code Upgrade} is a list of several, against RFC 9110 §7.8. */
    TAKES_ONE_UPGRADE_PROTOCOL_ONLY,
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
    /**
     * Ends the TCP connection of a client whose message of 126 bytes or more arrives while a close frame is about to be
     * written, so that the client may get the end without the frame.
     */
    DROPS_CLIENTS_THAT_SEND_DURING_A_CLOSE,
    /** Answers pings without reporting them. */
    ANSWERS_PINGS_UNSEEN,
    /** Does not report empty fragments. */
    SWALLOWS_EMPTY_FRAGMENTS,
    /** Shows a forwarded upgrade to its WebSocket container without the query. */
    FORWARDS_UPGRADES_WITHOUT_QUERY,
    /** Has no managed executors (Jakarta Concurrency), so that Tideway's own threads do their work. */
    LACKS_MANAGED_EXECUTORS,
    /** Has no provider of Jakarta Validation in the tests, so that constraints on calls mean nothing. */
    LACKS_VALIDATION,
    /** Finds beans in {@code WEB-INF/classes} only where there is a {@code beans.xml}, against CDI Full 4.0 §15.6. */
    LOOKS_FOR_BEANS_BESIDE_BEANS_XML_ONLY,
    /** Has no CDI in a WAR with {@code metadata-complete="true"}, whatever its {@code beans.xml} says. */
    LACKS_CDI_WITH_COMPLETE_METADATA,
    /** Cannot deploy on a context path again where CDI has failed the deployment, before the server starts again. */
    CANNOT_REPLACE_WHAT_FAILED,
    /** Looks for stereotypes of an EAR outside of its WARs only, so that a handler in a WAR of it needs a scope. */
    LOOKS_FOR_STEREOTYPES_OUTSIDE_OF_WARS,
    /** Does not look into the libraries that the WARs of an EAR share for what starts with each of them. */
    STARTS_NOTHING_OF_SHARED_LIBRARIES,
    /** Gives the beans of an extension that two WARs of an EAR have, each for itself, to one of them only. */
    CONFUSES_THE_EXTENSIONS_OF_TWO_WARS,
    /** Keeps class loaders of undeployed applications, with Tideway in them or without. */
    KEEPS_UNDEPLOYED_CLASSES,
    /**
     * Keeps the class loader of each application that reads MicroProfile Config, as Tideway does, until the application
     * itself releases it.
     */
    LEAVES_CONFIG_TO_BE_RELEASED,
    /**
     * Keeps the class loader of an undeployed application in its registry of JNDI environments, until one is deployed
     * on that path again; also without Tideway.
     */
    REMEMBERS_ONE_UNDEPLOYED_APPLICATION,
    /**
     * Confuses connections of its HTTP connector now and then, where a client answers a close before
     * {@code Session.close} is done: it reads the client's close frame as a new HTTP request, logs an error, and may
     * answer a later request without headers.
     */
    CONFUSES_CONNECTIONS_WHERE_A_CLIENT_ANSWERS_A_CLOSE_AT_ONCE
}
