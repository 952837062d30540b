package io.tideway.ws.it.contract.app;

import io.tideway.ws.Dispatch;
import io.tideway.ws.WebSocketEndpoint;

/** Blocks its callbacks on the threads that the configuration names: virtual ones where the server's Java has them. */
@WebSocketEndpoint(value = "/blocking/configured", dispatch = Dispatch.MANAGED)
public class BlockingConfiguredEndpoint extends BlockingHandler {}
