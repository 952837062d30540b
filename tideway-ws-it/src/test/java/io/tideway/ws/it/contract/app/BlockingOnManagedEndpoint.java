package io.tideway.ws.it.contract.app;

import io.tideway.ws.Dispatch;
import io.tideway.ws.WebSocketEndpoint;

/** Blocks its callbacks on the managed executor. */
@WebSocketEndpoint(value = "/blocking/managed", dispatch = Dispatch.MANAGED)
public class BlockingOnManagedEndpoint extends BlockingHandler {}
