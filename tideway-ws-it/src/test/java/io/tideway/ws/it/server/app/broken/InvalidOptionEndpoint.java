package io.tideway.ws.it.server.app.broken;

import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;

/** Claims the path of {@code ResourceHoldingEndpoint}, with an option out of its bounds. */
@WebSocketEndpoint(value = "/resources", outboundQueueMessages = 0)
public class InvalidOptionEndpoint implements WebSocketHandler {}
