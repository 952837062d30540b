package io.tideway.ws.tyrus.internal.container;

import io.tideway.ws.tyrus.internal.deflate.DeflateExtension;
import java.nio.ByteBuffer;
import org.glassfish.tyrus.core.ProtocolHandler;
import org.glassfish.tyrus.core.TyrusWebSocket;
import org.glassfish.tyrus.core.WebSocketException;
import org.glassfish.tyrus.core.extension.ExtendedExtension.ExtensionContext;
import org.glassfish.tyrus.core.frame.CloseFrame;
import org.glassfish.tyrus.core.frame.Frame;

/** Unmasks the frames of one connection, and has Tyrus' protocol handler process them. */
final class EngineInput implements FrameInput {
    private final ProtocolHandler protocol;
    private final TyrusWebSocket socket;
    private final ExtensionContext context;

    EngineInput(ProtocolHandler protocol, TyrusWebSocket socket, ExtensionContext context) {
        this.protocol = protocol;
        this.socket = socket;
        this.context = context;
    }

    @Override
    public void frame(ByteBuffer frame) {
        int first = frame.get(frame.position());
        Frame unmasked = Frame.builder()
                .fin(MaskedFrame.isFinal(first))
                .rsv1(MaskedFrame.isCompressed(first))
                .rsv2((first & 0x20) != 0)
                .rsv3((first & 0x10) != 0)
                .opcode((byte) MaskedFrame.opcode(first))
                .payloadData(MaskedFrame.payload(frame))
                .build();
        try {
            // The only extension there is.
            protocol.process(
                    protocol.hasExtensions() ? DeflateExtension.inflated(context, unmasked) : unmasked, socket);
        } catch (WebSocketException e) {
            socket.onClose(new CloseFrame(e.getCloseReason()));
        }
    }
}
