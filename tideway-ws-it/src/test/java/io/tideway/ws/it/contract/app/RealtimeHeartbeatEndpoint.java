package io.tideway.ws.it.contract.app;

import io.tideway.ws.WebSocketEndpoint;

/** Asks its clients often whether they are still there. */
@WebSocketEndpoint(value = "/realtime-heartbeat", heartbeatInterval = "1s", heartbeatTimeout = "4s")
public class RealtimeHeartbeatEndpoint extends RealtimeEndpoint {}
