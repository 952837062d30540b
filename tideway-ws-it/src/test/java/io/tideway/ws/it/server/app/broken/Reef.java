package io.tideway.ws.it.server.app.broken;

import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;

/** Claims the path of {@code Harbour}, with an option out of its bounds. */
@WebSocketEndpoint(value = "/harbour", outboundQueueMessages = 0)
public class Reef implements WebSocketHandler {}
