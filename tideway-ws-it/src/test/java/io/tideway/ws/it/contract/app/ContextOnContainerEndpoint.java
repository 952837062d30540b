package io.tideway.ws.it.contract.app;

import io.tideway.ws.WebSocketEndpoint;

/** Reports from the container's threads. */
@WebSocketEndpoint("/context/container")
public class ContextOnContainerEndpoint extends ContextRecordingHandler {}
