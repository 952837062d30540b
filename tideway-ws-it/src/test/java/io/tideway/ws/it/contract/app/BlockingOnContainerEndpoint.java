package io.tideway.ws.it.contract.app;

import io.tideway.ws.WebSocketEndpoint;

/** Blocks its callbacks on the container's thread. */
@WebSocketEndpoint("/blocking/container")
public class BlockingOnContainerEndpoint extends BlockingHandler {}
