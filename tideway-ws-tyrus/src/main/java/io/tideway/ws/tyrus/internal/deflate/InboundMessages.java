package io.tideway.ws.tyrus.internal.deflate;

import io.tideway.ws.tyrus.internal.Messages;
import java.util.zip.DataFormatException;
import org.glassfish.tyrus.core.frame.Frame;

/**
 * Inflates what one peer sends, frame by frame.
 *
 * <p>Tyrus gives no way to refuse a frame here, so what Tyrus refuses by itself is handed on as it is, and what only we
 * can refuse becomes a close frame as if the peer had closed. Frames come one at a time; {@link #end} may be called by
 * any thread.
 */
final class InboundMessages {
    private static final int INVALID_DATA = 1007;
    private static final int TOO_BIG = 1009;

    private final int maxMessageBytes;
    private final boolean peerForgets;
    private final BoundedInflater inflater = new BoundedInflater();

    private boolean inMessage;
    private boolean compressed;
    private int messageBytes;
    private boolean refused;

    /**
     * Makes the state of one connection; holds no native memory before the first compressed frame.
     *
     * @param maxMessageBytes the most bytes of one message, however many frames it has
     * @param peerForgets whether each message inflates by itself
     */
    InboundMessages(int maxMessageBytes, boolean peerForgets) {
        this.maxMessageBytes = maxMessageBytes;
        this.peerForgets = peerForgets;
    }

    /** Returns the frame to take in its stead. */
    Frame process(Frame frame) {
        if (frame.isControlFrame() || !isInOrder(frame)) {
            return frame;
        }
        if (!inMessage) {
            compressed = frame.isRsv1();
            messageBytes = 0;
        }
        inMessage = !frame.isFin();
        return compressed ? inflate(frame) : frame;
    }

    /** Tells whether Tyrus is going to take the frame, but for the bit that says it is compressed. */
    private boolean isInOrder(Frame frame) {
        int opcode = frame.getOpcode();
        boolean expected = inMessage
                ? opcode == Opcodes.CONTINUATION && !frame.isRsv1()
                : opcode == Opcodes.TEXT || opcode == Opcodes.BINARY;
        return expected && !frame.isRsv2() && !frame.isRsv3();
    }

    private Frame inflate(Frame frame) {
        if (refused) {
            return nothing();
        }
        byte[] bytes;
        try {
            bytes = inflater.inflate(frame.getPayloadData(), frame.isFin(), maxMessageBytes - messageBytes + 1);
        } catch (DataFormatException e) {
            return refuse(INVALID_DATA, Messages.notDeflated());
        }
        if (inflater.isEnded()) {
            return nothing();
        }
        if (bytes.length > maxMessageBytes - messageBytes) {
            return refuse(TOO_BIG, Messages.messageTooBig(maxMessageBytes));
        }
        messageBytes += bytes.length;
        if (frame.isFin() && peerForgets) {
            inflater.forget();
        }
        return Frame.builder(frame).rsv1(false).payloadData(bytes).build();
    }

    private Frame refuse(int code, String reason) {
        refused = true;
        end();
        return Opcodes.close(code, reason);
    }

    /** Stands in for a frame that comes after the end: a pong that nobody waits for. */
    private static Frame nothing() {
        return Opcodes.control(Opcodes.PONG, new byte[0]);
    }

    /** Gives back the native memory; compressed frames that come later are dropped. */
    void end() {
        inflater.end();
    }
}
