package io.tideway.ws.tyrus.internal.container;

import io.tideway.ws.tyrus.internal.http.HttpLimits;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * Says where and how {@link HttpFront} listens; the values have been checked.
 *
 * @param name what the names of its threads begin with, unique in the JVM
 * @param host the name or address to bind
 * @param port 0 for any free one
 * @param contextPath "/" or like "/app"
 * @param maxWorkers the threads on which callbacks and HTTP handlers run, at most
 * @param limits what bounds each HTTP request
 * @param connectionLimits what bounds its connections
 * @param tls holds the server's key; empty for plain HTTP
 */
public record FrontSettings(
        String name,
        String host,
        int port,
        String contextPath,
        int maxWorkers,
        HttpLimits limits,
        ConnectionLimits connectionLimits,
        Optional<SSLContext> tls) {}
