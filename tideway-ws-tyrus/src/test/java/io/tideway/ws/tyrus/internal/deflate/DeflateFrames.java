package io.tideway.ws.tyrus.internal.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.glassfish.tyrus.core.TyrusExtension;
import org.glassfish.tyrus.core.extension.ExtendedExtension.ExtensionContext;
import org.glassfish.tyrus.core.frame.Frame;

/** Makes connections with compression, and frames for them. */
final class DeflateFrames {
    static final int LIMIT = 10_000;

    static final DeflateOffer PLAIN = new DeflateOffer(false, false, false);

    static final DeflateOffer FORGETFUL = new DeflateOffer(true, true, false);

    static ExtensionContext connection(DeflateOffer offer) {
        Map<String, Object> properties = new HashMap<>();
        ExtensionContext context = () -> properties;
        String header = new DeflateTerms(offer, LIMIT).toHeader();
        assertThat(new DeflateExtension()
                        .onExtensionNegotiation(
                                context,
                                TyrusExtension.fromHeaders(List.of(header))
                                        .get(0)
                                        .getParameters()))
                .hasSameSizeAs(offer.answer());
        return context;
    }

    static Frame frame(int opcode, boolean fin, boolean rsv1, byte[] payload) {
        return Frame.builder()
                .opcode((byte) opcode)
                .fin(fin)
                .rsv1(rsv1)
                .payloadData(payload)
                .build();
    }

    static Frame compressed(byte[] payload) {
        return frame(Opcodes.TEXT, true, true, payload);
    }

    static String inflated(ExtensionContext connection, Frame frame) {
        Frame inflated = new DeflateExtension().processIncoming(connection, frame);
        assertThat(inflated.isRsv1()).isFalse();
        assertThat(inflated.getOpcode()).isEqualTo(frame.getOpcode());
        assertThat(inflated.isFin()).isEqualTo(frame.isFin());
        return new String(inflated.getPayloadData(), StandardCharsets.UTF_8);
    }

    static int closeCode(Frame frame) {
        assertThat(frame.getOpcode()).isEqualTo((byte) Opcodes.CLOSE);
        return ByteBuffer.wrap(frame.getPayloadData()).getShort();
    }

    private DeflateFrames() {}
}
