package io.tideway.ws.it.server.app;

import io.tideway.ws.Connection;
import io.tideway.ws.JsonHandler;
import io.tideway.ws.WebSocketEndpoint;

/** Sends back what it has read with the application's own JSON-B. */
@WebSocketEndpoint("/own-json")
public class OwnJsonEndpoint implements JsonHandler<OwnJsonEndpoint.Parcel> {

    /** A record whose properties have two words. */
    public record Parcel(String sentTo, int weightInGrams) {}

    @Override
    public void onJson(Connection connection, Parcel parcel) {
        connection.sendJson(parcel);
    }

    @Override
    public void onError(Connection connection, Throwable error) {
        connection.sendText("cannot: " + error);
    }
}
