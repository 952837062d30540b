package io.tideway.ws.internal.endpoint;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.EndpointOptions;
import io.tideway.ws.internal.connection.ConnectionServices;
import io.tideway.ws.internal.connection.Lifecycle;
import io.tideway.ws.internal.connection.LiveConnection;
import io.tideway.ws.internal.container.ContainerTraits;
import io.tideway.ws.internal.container.Transports;
import io.tideway.ws.internal.upgrade.PendingUpgrade;
import io.tideway.ws.internal.upgrade.RequestHandshake;
import io.tideway.ws.internal.upgrade.UpgradeGate;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Passes the messages of one session to its connection; the configurator makes an instance for each. */
public final class TidewayEndpoint extends Endpoint {
    private final ConnectionServices services;
    private final UpgradeGate gate;
    private final Transports transports;
    private volatile @Nullable Lifecycle lifecycle;

    TidewayEndpoint(ConnectionServices services, UpgradeGate gate, Transports transports) {
        this.services = services;
        this.gate = gate;
        this.transports = transports;
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        Object ticket = session.getUserProperties().remove(TidewayConfigurator.TICKET);
        PendingUpgrade admitted = ticket instanceof String text ? gate.redeem(text) : null;
        if (admitted == null) {
            refuse(session);
            return;
        }
        try {
            prepare(session, admitted).opened(admitted.handshake().userId());
        } catch (Throwable e) {
            EndpointMessages.openingFailed(e);
            giveUp(session, admitted);
        } finally {
            gate.opened();
        }
    }

    private void giveUp(Session session, PendingUpgrade admitted) {
        Lifecycle begun = lifecycle;
        if (begun == null) {
            admitted.endpoint().slots().release();
            refuse(session);
        } else {
            begun.failedToOpen(); // which frees the slot
        }
    }

    private Lifecycle prepare(Session session, PendingUpgrade admitted) {
        EndpointOptions options = admitted.endpoint().options();
        ContainerTraits.prepare(session, options.maxMessageBytes(), options.closeTimeout());
        RequestHandshake handshake = admitted.handshake();
        LiveConnection connection = new LiveConnection(
                services.ids().next(),
                admitted.endpoint(),
                services,
                handshake,
                admitted.subprotocol(),
                handshake.metadata(),
                admitted.activity()
                        .channel()
                        .map(channel -> transports.of(session, channel))
                        .orElseGet(() -> transports.of(session)));
        Lifecycle begun = connection.lifecycle();
        lifecycle = begun;
        admitted.activity().attach(begun);
        listen(session, begun, options.maxMessageBytes());
        return begun;
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        Lifecycle current = lifecycle;
        if (current != null) {
            current.closedByContainer(ContainerTraits.closeFrame(session, reason));
        }
    }

    @Override
    public void onError(Session session, Throwable cause) {
        Lifecycle current = lifecycle;
        if (current != null) {
            current.failedInContainer(cause);
        }
    }

    private static void listen(Session session, Lifecycle lifecycle, int limit) {
        InboundAssembler assembler = new InboundAssembler(lifecycle, limit);
        // Anonymous classes, since containers read the type argument and a lambda has none.
        session.addMessageHandler(new MessageHandler.Partial<String>() {
            @Override
            public void onMessage(String part, boolean last) {
                assembler.text(part, last);
            }
        });
        session.addMessageHandler(new MessageHandler.Partial<ByteBuffer>() {
            @Override
            public void onMessage(ByteBuffer part, boolean last) {
                assembler.binary(part, last);
            }
        });
        session.addMessageHandler(new MessageHandler.Whole<PongMessage>() {
            @Override
            public void onMessage(PongMessage pong) {
                lifecycle.seen();
            }
        });
    }

    /** Closes a session whose upgrade the gate refused too late for an HTTP answer; the handler is not called. */
    private static void refuse(Session session) {
        Object refusal = session.getUserProperties().get(TidewayConfigurator.REFUSAL);
        CloseFrame frame = CloseFrame.POLICY_VIOLATION;
        if (refusal instanceof UpgradeGate.Verdict.Refused refused) {
            frame = (refused.status() == 503 ? CloseFrame.TRY_AGAIN_LATER : frame).withReason(refused.reason());
        }
        try {
            session.close(ContainerTraits.closeReason(frame));
        } catch (IOException | RuntimeException e) {
            EndpointMessages.refusalFailed(e);
        }
    }
}
