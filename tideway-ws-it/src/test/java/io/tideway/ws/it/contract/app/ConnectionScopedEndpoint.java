package io.tideway.ws.it.contract.app;

import io.tideway.ws.ConnectionScoped;
import io.tideway.ws.WebSocketEndpoint;

/** Has one instance for each connection. */
@ConnectionScoped
@WebSocketEndpoint("/scope/connection")
public class ConnectionScopedEndpoint extends ScopeRecordingHandler {}
