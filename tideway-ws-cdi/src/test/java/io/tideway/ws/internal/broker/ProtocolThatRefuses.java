package io.tideway.ws.internal.broker;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Message;
import io.tideway.ws.internal.outbound.Encoding;
import io.tideway.ws.internal.protocol.ClientSession;
import io.tideway.ws.internal.protocol.Protocol;
import io.tideway.ws.internal.protocol.RawProtocol;
import io.tideway.ws.spi.CloseCause;
import io.tideway.ws.spi.ProtocolConnection;
import java.lang.reflect.Proxy;
import java.time.Duration;

/**
 * Throws where it is to encode one text.
 *
 * @param text which one
 */
record ProtocolThatRefuses(String text) implements Protocol {
    private static final RawProtocol RAW = new RawProtocol();

    @Override
    public ClientSession open(ProtocolConnection connection) {
        ClientSession raw = RAW.open(connection);
        Encoding encoding = encoding();
        return (ClientSession) Proxy.newProxyInstance(
                ClientSession.class.getClassLoader(),
                new Class<?>[] {ClientSession.class},
                (proxy, method, arguments) ->
                        method.getName().equals("encoding") ? encoding : method.invoke(raw, arguments));
    }

    private Encoding encoding() {
        return (message, destination) -> {
            if (message.equals(Message.text(text))) {
                throw new IllegalStateException("cannot encode " + text);
            }
            return RAW.encode(message, destination);
        };
    }

    @Override
    public Duration establishWithin() {
        return RAW.establishWithin();
    }

    @Override
    public CloseFrame closeFrame(CloseCause cause) {
        return RAW.closeFrame(cause);
    }

    @Override
    public CloseFrame closeFrame(CloseFrame asked) {
        return RAW.closeFrame(asked);
    }
}
