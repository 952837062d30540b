package io.tideway.ws.it.contract.app;

import io.tideway.ws.Dispatch;
import io.tideway.ws.WebSocketEndpoint;

/** Echoes on the server's managed executor, and records each callback. */
@WebSocketEndpoint(value = "/echo/managed", dispatch = Dispatch.MANAGED)
public class ManagedEchoEndpoint extends RecordingEchoEndpoint {}
