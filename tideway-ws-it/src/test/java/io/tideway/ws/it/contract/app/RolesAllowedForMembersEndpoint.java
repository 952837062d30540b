package io.tideway.ws.it.contract.app;

import io.tideway.ws.WebSocketEndpoint;
import jakarta.annotation.security.RolesAllowed;

/** Allows authenticated callers with the role of members only. */
@RolesAllowed("member")
@WebSocketEndpoint("/members/roles-allowed")
public class RolesAllowedForMembersEndpoint extends RecordingEchoEndpoint {}
