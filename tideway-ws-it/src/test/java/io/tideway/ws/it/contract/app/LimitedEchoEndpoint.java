package io.tideway.ws.it.contract.app;

import io.tideway.ws.WebSocketEndpoint;

/** Echoes within low limits. */
@WebSocketEndpoint(
        value = "/limited",
        maxMessageBytes = 1000,
        maxConnections = 3,
        closeTimeout = "1s",
        subprotocols = {"v2.tideway", "v1.tideway"},
        allowedOrigins = "https://app.example.com")
public class LimitedEchoEndpoint extends RecordingEchoEndpoint {}
