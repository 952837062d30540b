package io.tideway.ws.it.contract.app;

import io.tideway.ws.WebSocketEndpoint;
import jakarta.annotation.security.DenyAll;

/** Denies all callers, members included. */
@DenyAll
@WebSocketEndpoint("/members/deny-all")
public class DenyAllForMembersEndpoint extends RecordingEchoEndpoint {}
