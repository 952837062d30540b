package io.tideway.ws.it.contract.app;

import io.tideway.ws.WebSocketEndpoint;

/** Has one instance for all connections. */
@WebSocketEndpoint("/scope/application")
public class ApplicationScopedEndpoint extends ScopeRecordingHandler {}
