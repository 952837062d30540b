package io.tideway.ws.tyrus.internal.deflate;

import io.tideway.ws.tyrus.internal.CloseReasons;
import io.tideway.ws.tyrus.internal.Utf8Check;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.DataFormatException;
import org.glassfish.tyrus.core.frame.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Inflates what one client sends, frame by frame.
 *
 * <p>Tyrus gives no way to refuse a frame here, so what Tyrus refuses by itself is passed unchanged, and what only we
 * can refuse becomes a close frame as if the client had closed. Frames come one at a time; {@link #end} may be called
 * by any thread.
 */
final class InboundInflation {
    private static final int INVALID_DATA = 1007;
    private static final int TOO_BIG = 1009;

    private final int maxMessageBytes;
    private final boolean peerForgets;
    private final BoundedInflater inflater = new BoundedInflater();
    private final Utf8Check utf8 = new Utf8Check();

    private boolean inMessage;
    private boolean compressed;
    private boolean text;
    private int messageBytes;
    private boolean refused;

    /** What was inflated of a frame that is not complete; null where that is nothing. */
    private volatile @Nullable ByteArrayOutputStream early;

    /** How many payload bytes of that frame were. */
    private int earlyPayload;

    /**
     * Makes the state of one connection; holds no native memory before the first compressed frame.
     *
     * @param maxMessageBytes the most bytes of one message, however many frames it has
     * @param peerForgets whether each message inflates by itself
     */
    InboundInflation(int maxMessageBytes, boolean peerForgets) {
        this.maxMessageBytes = maxMessageBytes;
        this.peerForgets = peerForgets;
    }

    /** Returns the frame that replaces it. */
    Frame process(Frame frame) {
        if (frame.isControlFrame() || !isInOrder(frame)) {
            return frame;
        }
        begin(frame);
        inMessage = !frame.isFin();
        return compressed ? inflate(frame) : frame;
    }

    /**
     * Inflates a part of a frame whose rest has not arrived, so that what is wrong with it shows at once; the whole
     * frame comes later.
     *
     * @param part the frame's header, and the payload that has arrived since the last part
     * @return the close frame to take at once, if the client is to be closed
     */
    Optional<Frame> processPart(Frame part) {
        if (part.isControlFrame() || !isInOrder(part)) {
            return Optional.empty();
        }
        begin(part);
        if (!compressed || refused || inflater.isEnded()) {
            return Optional.empty();
        }
        byte[] payload = part.getPayloadData();
        earlyPayload += payload.length;
        try {
            early = joined(early, inflate(payload, false, true));
            if (inflater.isEnded()) { // meanwhile
                early = null;
            }
            return Optional.empty();
        } catch (Refused refusal) {
            return Optional.of(refusal.close);
        }
    }

    /** Tells whether Tyrus is going to take the frame, apart from the bit that says it is compressed. */
    private boolean isInOrder(Frame frame) {
        int opcode = frame.getOpcode();
        boolean expected = inMessage
                ? opcode == Opcodes.CONTINUATION && !frame.isRsv1()
                : opcode == Opcodes.TEXT || opcode == Opcodes.BINARY;
        return expected && !frame.isRsv2() && !frame.isRsv3();
    }

    private void begin(Frame frame) {
        if (!inMessage && earlyPayload == 0) {
            compressed = frame.isRsv1();
            text = frame.getOpcode() == Opcodes.TEXT;
            messageBytes = 0;
            utf8.reset();
        }
    }

    private Frame inflate(Frame frame) {
        byte[] payload = frame.getPayloadData();
        byte[] rest = earlyPayload == 0 ? payload : Arrays.copyOfRange(payload, earlyPayload, payload.length);
        earlyPayload = 0;
        if (refused) {
            return nothing();
        }
        ByteArrayOutputStream begun = early;
        // A message of one frame is decoded at once.
        boolean unseen = !frame.isFin() || frame.getOpcode() == Opcodes.CONTINUATION;
        byte[] bytes;
        try {
            bytes = inflate(rest, frame.isFin(), unseen);
        } catch (Refused refusal) {
            return refusal.close;
        }
        if (inflater.isEnded()) {
            return nothing();
        }
        if (frame.isFin() && peerForgets) {
            inflater.forget();
        }
        if (begun != null) {
            bytes = joined(begun, bytes).toByteArray();
            early = null;
        }
        return Frame.builder(frame).rsv1(false).payloadData(bytes).build();
    }

    private static ByteArrayOutputStream joined(@Nullable ByteArrayOutputStream begun, byte[] bytes) {
        ByteArrayOutputStream all = begun == null ? new ByteArrayOutputStream() : begun;
        all.writeBytes(bytes);
        return all;
    }

    private byte[] inflate(byte[] payload, boolean last, boolean check) throws Refused {
        byte[] bytes;
        try {
            bytes = inflater.inflate(payload, last, maxMessageBytes - messageBytes + 1);
        } catch (DataFormatException e) {
            throw refusal(INVALID_DATA, CloseReasons.notDeflated());
        }
        if (bytes.length > maxMessageBytes - messageBytes) {
            throw refusal(TOO_BIG, CloseReasons.messageTooBig(maxMessageBytes));
        }
        if (check && text && !utf8.accept(bytes)) {
            throw refusal(INVALID_DATA, CloseReasons.notUtf8());
        }
        messageBytes += bytes.length;
        return bytes;
    }

    private Refused refusal(int code, String reason) {
        refused = true;
        end();
        return new Refused(Opcodes.close(code, reason));
    }

    /** Carries the close frame for a client that broke a rule. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Frame close;

        Refused(Frame close) {
            super(null, null, false, false);
            this.close = close;
        }
    }

    /** Stands in for a frame that comes after the end: a pong, which has no effect. */
    private static Frame nothing() {
        return Opcodes.control(Opcodes.PONG, new byte[0]);
    }

    /** Gives back the memory; compressed frames that come later are dropped. */
    void end() {
        inflater.end();
        early = null;
    }
}
