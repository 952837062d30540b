package io.tideway.ws.it.contract.app;

import io.tideway.ws.WebSocketEndpoint;

/** Sends back what it receives, compressed where the server can. */
@WebSocketEndpoint(
        value = "/compressed-echo",
        compression = true,
        outboundQueueMessages = 20_000,
        outboundQueueBytes = 64_000_000,
        maxMessageBytes = 16_777_216)
public class CompressedEchoEndpoint extends LargeEchoEndpoint {}
