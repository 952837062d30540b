package io.tideway.ws.it.contract.app;

import io.tideway.ws.WebSocketEndpoint;
import jakarta.enterprise.context.Dependent;

/** Has one instance for the endpoint. */
@Dependent
@WebSocketEndpoint("/scope/dependent")
public class DependentEndpoint extends ScopeRecordingHandler {}
