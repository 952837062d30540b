package io.tideway.ws.it.contract.app;

import io.tideway.ws.WebSocketEndpoint;

/** Echoes, with a short heartbeat. */
@WebSocketEndpoint(value = "/heartbeat", heartbeatInterval = "500ms", heartbeatTimeout = "3s", closeTimeout = "1s")
public class HeartbeatEndpoint extends RecordingEchoEndpoint {}
