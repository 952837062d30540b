package io.tideway.ws.internal.centrifuge;

import io.tideway.ws.Connection;
import io.tideway.ws.realtime.Authentication;
import io.tideway.ws.realtime.Credentials;
import io.tideway.ws.realtime.RealtimeHandler;

/** Accepts every client, without a user. */
abstract class AnonymousClients implements RealtimeHandler {
    @Override
    public Authentication onAuthenticate(Connection connection, Credentials given) {
        return Authentication.anonymous();
    }
}
