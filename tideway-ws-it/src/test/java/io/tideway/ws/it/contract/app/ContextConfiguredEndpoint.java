package io.tideway.ws.it.contract.app;

import io.tideway.ws.Dispatch;
import io.tideway.ws.WebSocketEndpoint;

/** Reports from the threads that the configuration names: virtual ones where the server's Java has them. */
@WebSocketEndpoint(value = "/context/configured", dispatch = Dispatch.MANAGED)
public class ContextConfiguredEndpoint extends ContextRecordingHandler {}
