package io.tideway.ws.it.contract.app;

import io.tideway.ws.WebSocketEndpoint;
import jakarta.annotation.security.DenyAll;

/** Denies all callers. */
@DenyAll
@WebSocketEndpoint("/deny-all")
public class DenyAllEndpoint extends RecordingEchoEndpoint {}
