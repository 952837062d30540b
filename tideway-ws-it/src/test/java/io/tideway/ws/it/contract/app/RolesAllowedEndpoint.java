package io.tideway.ws.it.contract.app;

import io.tideway.ws.WebSocketEndpoint;
import jakarta.annotation.security.RolesAllowed;

/** Allows callers with a role only. */
@RolesAllowed("accountant")
@WebSocketEndpoint("/roles-allowed")
public class RolesAllowedEndpoint extends RecordingEchoEndpoint {}
