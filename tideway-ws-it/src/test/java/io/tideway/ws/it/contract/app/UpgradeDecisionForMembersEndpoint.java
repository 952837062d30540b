package io.tideway.ws.it.contract.app;

import io.tideway.ws.WebSocketEndpoint;

/** Accepts or rejects, as the query says, callers whom the server has authenticated. */
@WebSocketEndpoint("/members/upgrade-decision")
public class UpgradeDecisionForMembersEndpoint extends UpgradeDecisionEndpoint {}
