package io.tideway.ws.it.contract.app;

import io.tideway.ws.WebSocketEndpoint;

/** Asks its clients often whether they are still there. */
@WebSocketEndpoint(value = "/realtime-heartbeat", heartbeatInterval = "500ms", heartbeatTimeout = "2s")
public class RealtimeHeartbeatEndpoint extends RealtimeEndpoint {}
