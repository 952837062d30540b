package io.tideway.ws.it.contract.app;

import io.tideway.ws.WebSocketEndpoint;
import jakarta.annotation.security.DenyAll;

/** Is for nobody. */
@DenyAll
@WebSocketEndpoint("/deny-all")
public class DenyAllEndpoint extends RecordingEchoEndpoint {}
