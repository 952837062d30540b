package shop;

import io.tideway.ws.Connection;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.realtime.Authentication;
import io.tideway.ws.realtime.Credentials;
import io.tideway.ws.realtime.RealtimeHandler;

@WebSocketEndpoint("/board")
public class Board implements RealtimeHandler {
    @Override
    public Authentication onAuthenticate(Connection connection, Credentials given) {
        return Authentication.of("ann");
    }
}
