package io.tideway.ws.it.contract.app;

import io.tideway.ws.WebSocketEndpoint;
import jakarta.annotation.security.RolesAllowed;

/** Is for members only, of all whom the server has authenticated. */
@RolesAllowed("member")
@WebSocketEndpoint("/members/roles-allowed")
public class RolesAllowedForMembersEndpoint extends RecordingEchoEndpoint {}
