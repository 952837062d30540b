package io.tideway.ws.it.contract.app;

import io.tideway.ws.WebSocketEndpoint;

/** Is a mirror that compresses, where the server can. */
@WebSocketEndpoint(
        value = "/compressed-mirror",
        compression = true,
        outboundQueueMessages = 20_000,
        outboundQueueBytes = 64_000_000,
        maxMessageBytes = 16_777_216)
public class CompressedEchoEndpoint extends LargeEchoEndpoint {}
