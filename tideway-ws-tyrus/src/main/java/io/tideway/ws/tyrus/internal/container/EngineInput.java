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

    /** How many payload bytes of an unfinished frame have been passed on. */
    private int passed;

    EngineInput(ProtocolHandler protocol, TyrusWebSocket socket, ExtensionContext context) {
        this.protocol = protocol;
        this.socket = socket;
        this.context = context;
    }

    @Override
    public void frame(ByteBuffer frame) {
        passed = 0;
        Frame unmasked = unmasked(frame, MaskedFrame.payload(frame));
        // The only extension there is.
        process(protocol.hasExtensions() ? DeflateExtension.inflated(context, unmasked) : unmasked);
    }

    @Override
    public void part(ByteBuffer part) {
        if (!protocol.hasExtensions() || part.remaining() < 2) {
            return;
        }
        int header = MaskedFrame.headerLength(part.get(part.position() + 1));
        int more = part.remaining() - header - passed;
        if (more > 0) {
            byte[] piece = MaskedFrame.payload(part, header + passed, more, passed);
            passed += more;
            DeflateExtension.inflatePart(context, unmasked(part, piece)).ifPresent(this::process);
        }
    }

    private static Frame unmasked(ByteBuffer frame, byte[] payload) {
        int first = frame.get(frame.position());
        return Frame.builder()
                .fin(MaskedFrame.isFinal(first))
                .rsv1(MaskedFrame.isCompressed(first))
                .rsv2((first & 0x20) != 0)
                .rsv3((first & 0x10) != 0)
                .opcode((byte) MaskedFrame.opcode(first))
                .payloadData(payload)
                .build();
    }

    private void process(Frame frame) {
        try {
            protocol.process(frame, socket);
        } catch (WebSocketException e) {
            socket.onClose(new CloseFrame(e.getCloseReason()));
        }
    }
}
