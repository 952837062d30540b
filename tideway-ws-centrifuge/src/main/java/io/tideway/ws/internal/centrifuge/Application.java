package io.tideway.ws.internal.centrifuge;

import io.tideway.ws.spi.ProtocolEndpoint;

/**
 * Holds what all clients of one endpoint share.
 *
 * @param endpoint the endpoint
 * @param callbacks the callbacks of its handler
 * @param calls the methods of its handler that clients may call
 * @param limits what each of its clients may do
 */
record Application(ProtocolEndpoint endpoint, RealtimeCallbacks callbacks, RemoteCalls calls, Limits limits) {}
