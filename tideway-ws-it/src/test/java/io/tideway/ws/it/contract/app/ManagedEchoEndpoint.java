package io.tideway.ws.it.contract.app;

import io.tideway.ws.Dispatch;
import io.tideway.ws.WebSocketEndpoint;

/** Is an echo on the server's managed executor that records each callback. */
@WebSocketEndpoint(value = "/echo/managed", dispatch = Dispatch.MANAGED)
public class ManagedEchoEndpoint extends RecordingEchoEndpoint {}
