package io.tideway.ws.it.server.app;

import io.tideway.ws.Dispatch;
import io.tideway.ws.WebSocketEndpoint;

/** Handles clients on the server's managed threads. */
@WebSocketEndpoint(value = "/managed", dispatch = Dispatch.MANAGED)
public class ManagedDispatchEndpoint extends ResourceHoldingEndpoint {}
