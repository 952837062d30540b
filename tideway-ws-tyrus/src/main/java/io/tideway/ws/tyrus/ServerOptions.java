package io.tideway.ws.tyrus;

import io.tideway.ws.tyrus.internal.ServerDuration;
import io.tideway.ws.tyrus.internal.ServerNumber;
import io.tideway.ws.tyrus.internal.ServerValues;
import java.time.Duration;
import java.util.Objects;

/**
 * Sets what the configuration may set, too: where a server listens, what it holds at most and how long it waits.
 *
 * @param <B> the builder that has the other settings as well
 */
abstract sealed class ServerOptions<B extends ServerOptions<B>> permits TidewayServer.Builder {

    /** What has been set. */
    final ServerValues values = new ServerValues();

    abstract B builder();

    /**
     * Sets the port; 8080 by default.
     *
     * @param value 0 (any free one) to 65535
     * @return this builder
     * @throws IllegalArgumentException if the value is out of bounds
     */
    public B port(int value) {
        values.set(ServerNumber.PORT, value);
        return builder();
    }

    /**
     * Sets the name or address to listen on; 127.0.0.1 by default.
     *
     * @param value one of this machine, or 0.0.0.0 for all of them; checked when the server starts
     * @return this builder
     * @throws NullPointerException if {@code value} is null
     */
    public B host(String value) {
        values.host(Objects.requireNonNull(value, "value must not be null"));
        return builder();
    }

    /**
     * Sets how many callbacks and handshakes may run at once, and how many HTTP requests besides; 256 by default.
     * Further ones wait, so with more handlers that block, raise it or let them run elsewhere by their endpoint's
     * {@code dispatch}.
     *
     * @param max 2 to 100,000; a thread ends after 30 idle seconds
     * @return this builder
     * @throws IllegalArgumentException if the value is out of bounds
     */
    public B workers(int max) {
        values.set(ServerNumber.WORKERS, max);
        return builder();
    }

    /**
     * Bounds the request line and the header fields of an HTTP request or handshake, all together; 8192 bytes by
     * default. A longer request line is answered with 414, longer header fields with 431.
     *
     * @param max 1,024 to 1,048,576 bytes
     * @return this builder
     * @throws IllegalArgumentException if the value is out of bounds
     */
    public B maxRequestHeadBytes(int max) {
        values.set(ServerNumber.MAX_REQUEST_HEAD_BYTES, max);
        return builder();
    }

    /**
     * Bounds how many header fields an HTTP request or handshake may have; 100 by default. More are answered with 431.
     *
     * @param max 10 to 10,000
     * @return this builder
     * @throws IllegalArgumentException if the value is out of bounds
     */
    public B maxRequestHeaders(int max) {
        values.set(ServerNumber.MAX_REQUEST_HEADERS, max);
        return builder();
    }

    /**
     * Bounds the body of an HTTP request; 10,485,760 bytes (10 MiB) by default. A longer one is answered with 413.
     *
     * @param max 0 (no body) to 2,147,483,647 bytes
     * @return this builder
     * @throws IllegalArgumentException if the value is out of bounds
     */
    public B maxRequestBodyBytes(int max) {
        values.set(ServerNumber.MAX_REQUEST_BODY_BYTES, max);
        return builder();
    }

    /**
     * Bounds the TCP connections that may be open at once, WebSocket and HTTP together; unlimited by default. A further
     * one is closed as soon as it is accepted. Keep it below the limit of file descriptors of the process, by some
     * hundred for files and libraries.
     *
     * @param max 1 to 2,147,483,647, which means unlimited
     * @return this builder
     * @throws IllegalArgumentException if the value is out of bounds
     */
    public B maxTcpConnections(int max) {
        values.set(ServerNumber.MAX_TCP_CONNECTIONS, max);
        return builder();
    }

    /**
     * Bounds the time that a WebSocket frame may take to arrive, from its first byte to its last; two minutes by
     * default. A longer one closes the connection with 1008. While its bytes arrive, the heartbeat timeout does not end
     * the connection.
     *
     * @param limit 100 milliseconds to one day
     * @return this builder
     * @throws NullPointerException if {@code limit} is null
     * @throws IllegalArgumentException if the value is out of bounds
     */
    public B frameTimeout(Duration limit) {
        values.set(ServerDuration.FRAME_TIMEOUT, Objects.requireNonNull(limit, "limit must not be null"));
        return builder();
    }

    /**
     * Limits how long a client may take to send an HTTP request or handshake; 30 seconds by default.
     *
     * <p>The time counts only while the server waits for the client: from the first byte of a request to the end of its
     * body, without the time in which a handler has the request and does not read. The first request of a connection,
     * and the TLS handshake before it, count from the connect on. A client that takes longer gets 408. An HTTP handler
     * that waits for a client to read its answer gives up after the same time.
     *
     * <p>The answer of a handler has no limit: one that suspends its response and never resumes it keeps the connection
     * open. Pass a timeout to {@code Response.suspend} to limit it.
     *
     * @param limit 100 milliseconds to one hour
     * @return this builder
     * @throws NullPointerException if {@code limit} is null
     * @throws IllegalArgumentException if the value is out of bounds
     */
    public B requestTimeout(Duration limit) {
        values.set(ServerDuration.REQUEST_TIMEOUT, Objects.requireNonNull(limit, "limit must not be null"));
        return builder();
    }

    /**
     * Bounds the time that {@link TidewayServer#close()} takes, also when the JVM is told to exit. The
     * {@code @PreDestroy} methods of the beans are outside of this bound: one that blocks delays the end. The default
     * is the option {@code tideway.ws.stop-timeout}, six seconds: less than the ten after which container runtimes kill
     * a process that they have asked to stop.
     *
     * @param limit 100 milliseconds to one hour
     * @return this builder
     * @throws NullPointerException if {@code limit} is null
     * @throws IllegalArgumentException if the value is out of bounds
     */
    public B stopTimeout(Duration limit) {
        values.stopTimeout(Objects.requireNonNull(limit, "limit must not be null"));
        return builder();
    }
}
