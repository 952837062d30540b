package io.tideway.ws.tyrus.internal;

import io.tideway.ws.tyrus.internal.beans.Discovery;
import io.tideway.ws.tyrus.internal.container.ConnectionLimits;
import io.tideway.ws.tyrus.internal.container.HttpMount;
import io.tideway.ws.tyrus.internal.http.HttpLimits;
import jakarta.enterprise.inject.se.SeContainer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/**
 * Says what a server is to be; the values have been checked, and a server is not started where there are mistakes.
 *
 * @param host the name or address to bind
 * @param port 0 for any free one
 * @param contextPath "/" or like "/app"
 * @param beans bean classes that need no discovery
 * @param discovery where others are looked for
 * @param mounts ordinary HTTP handlers, made once the beans are there
 * @param maxWorkers the threads for callbacks and HTTP handlers, at most
 * @param limits what bounds each HTTP request
 * @param connectionLimits what bounds its connections
 * @param stopTimeout how long its stop may take; empty for the option of the application
 * @param tls holds the server's key; empty for plain HTTP
 * @param mistakes what is wrong with their configuration
 */
public record ServerSettings(
        String host,
        int port,
        String contextPath,
        List<Class<?>> beans,
        Discovery discovery,
        List<Function<SeContainer, HttpMount>> mounts,
        int maxWorkers,
        HttpLimits limits,
        ConnectionLimits connectionLimits,
        Optional<Duration> stopTimeout,
        Optional<SSLContext> tls,
        List<String> mistakes) {}
