package io.tideway.ws.tyrus.internal.container;

import java.time.Duration;

/**
 * Says what bounds the connections of a server; the values have been checked.
 *
 * @param maxTcpConnections how many TCP connections may be open at once
 * @param frameTimeout how long a WebSocket frame may take to arrive
 */
public record ConnectionLimits(int maxTcpConnections, Duration frameTimeout) {}
