package io.tideway.ws.it.contract.app;

import io.tideway.ws.WebSocketEndpoint;
import jakarta.annotation.security.DenyAll;

/** Is for nobody, not even for members. */
@DenyAll
@WebSocketEndpoint("/members/deny-all")
public class DenyAllForMembersEndpoint extends RecordingEchoEndpoint {}
