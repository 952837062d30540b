package io.tideway.ws.it.contract.app;

import io.tideway.ws.Dispatch;
import io.tideway.ws.WebSocketEndpoint;

/** Reports from the server's managed executor. */
@WebSocketEndpoint(value = "/context/managed", dispatch = Dispatch.MANAGED)
public class ContextOnManagedEndpoint extends ContextRecordingHandler {}
