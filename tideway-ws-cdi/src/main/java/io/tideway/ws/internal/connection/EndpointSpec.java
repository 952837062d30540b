package io.tideway.ws.internal.connection;

import io.tideway.ws.EndpointOptions;
import io.tideway.ws.internal.outbound.OutboundLimits;

/**
 * Holds what the connections of one endpoint share.
 *
 * @param path the path or template
 * @param options the effective options
 * @param limits the bounds of each lane
 * @param handler the application's handler
 * @param slots the count against the connection limit
 */
public record EndpointSpec(
        String path, EndpointOptions options, OutboundLimits limits, HandlerCalls handler, Slots slots) {

    /** Derives limits and slots from the options. */
    public static EndpointSpec of(String path, EndpointOptions options, HandlerCalls handler) {
        OutboundLimits limits =
                new OutboundLimits(options.outboundQueueMessages(), options.outboundQueueBytes(), options.overflow());
        return new EndpointSpec(path, options, limits, handler, new Slots(options.maxConnections()));
    }
}
