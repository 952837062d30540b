package io.tideway.ws.spi;

/** Says why Tideway itself closes a connection, when neither the application nor the client has asked for it. */
public enum CloseCause {
    /** The client sends more than {@code inbound-rate}. */
    INBOUND_RATE_EXCEEDED,
    /** The client sends a message longer than {@code max-message-bytes}. */
    MESSAGE_TOO_BIG,
    /** The inbound queue is full, and the server cannot stop reading. */
    INBOUND_QUEUE_FULL,
    /** The outbound queue is full, and the policy is to close. */
    OUTBOUND_QUEUE_FULL,
    /** The caller lacks a role that a callback asks for. */
    ACCESS_DENIED,
    /** The handler's {@code onConnect} failed, or the connection could not be set up. */
    CONNECT_FAILED,
    /** The client has not said within the time given what its protocol asks for first. */
    NOT_ESTABLISHED,
    /** The client does not answer heartbeats. */
    HEARTBEAT_TIMEOUT,
    /** The instant given to {@link io.tideway.ws.Connection#expireAt} has come. */
    EXPIRED,
    /** The application stops. */
    STOPPING
}
