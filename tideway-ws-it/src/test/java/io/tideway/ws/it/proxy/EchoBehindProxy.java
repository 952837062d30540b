package io.tideway.ws.it.proxy;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.Handshake;
import io.tideway.ws.UpgradeDecision;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import java.nio.ByteBuffer;

/** Sends back what it gets, and tells what it sees of the client. */
@WebSocketEndpoint(value = "/chat", heartbeatInterval = "500ms", heartbeatTimeout = "20s")
public class EchoBehindProxy implements WebSocketHandler {

    /** The same without pings. */
    @WebSocketEndpoint(value = "/chat/silent", heartbeatInterval = "0")
    public static class Silent implements WebSocketHandler {}

    @Override
    public UpgradeDecision onUpgrade(Handshake handshake) {
        return handshake.queryParam("token").isPresent()
                ? UpgradeDecision.accept()
                : UpgradeDecision.reject(401, "a token is missing");
    }

    @Override
    public void onText(Connection connection, String text) {
        if (text.startsWith("header ")) {
            connection.sendText(connection.handshake().header(text.substring(7)).orElse("none"));
        } else if (text.equals("close")) {
            connection.close(new CloseFrame(4001, "as asked"));
        } else {
            connection.sendText(text);
        }
    }

    @Override
    public void onBinary(Connection connection, ByteBuffer data) {
        connection.sendBinary(data);
    }
}
