package io.tideway.ws.tyrus.internal.deflate;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.glassfish.tyrus.core.extension.ExtendedExtension;
import org.glassfish.tyrus.core.frame.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Adds permessage-deflate to Tyrus. Takes the place of Tyrus' own, which answers offers that it does not keep to and
 * inflates without a bound.
 *
 * <p>Expects as the request's offer what {@link DeflateTerms#toHeader} writes. Stateless, one for all connections;
 * Tyrus keeps the state of each in its context.
 */
public final class DeflateExtension implements ExtendedExtension {

    private static final String STATE = DeflateExtension.class.getName();

    /** The two directions of one connection. */
    private record Directions(InboundInflation in, OutboundDeflation out) {
        void end() {
            in.end();
            out.end();
        }
    }

    /** Makes the extension. */
    public DeflateExtension() {}

    @Override
    public String getName() {
        return DeflateOffer.NAME;
    }

    @Override
    public List<Parameter> getParameters() {
        return List.of();
    }

    @Override
    public List<Parameter> onExtensionNegotiation(ExtensionContext context, List<Parameter> requested) {
        // Always there: the handshake writes the header. It could not be declined here, Tyrus names us in any case.
        DeflateTerms terms = Objects.requireNonNull(DeflateTerms.of(requested));
        DeflateOffer offer = terms.offer();
        context.getProperties()
                .put(
                        STATE,
                        new Directions(
                                new InboundInflation(terms.maxMessageBytes(), offer.clientForgets()),
                                new OutboundDeflation(offer.serverForgets())));
        return offer.answer();
    }

    /**
     * Inflates a frame that a connection has received.
     *
     * @param context what Tyrus keeps of the connection's extensions
     * @param frame the frame as it came
     * @return the frame that replaces it
     */
    public static Frame inflated(ExtensionContext context, Frame frame) {
        Directions directions = directions(context);
        return directions == null ? frame : directions.in().process(frame);
    }

    /**
     * Inflates a part of a frame whose rest has not arrived, so that what is wrong with it shows at once.
     *
     * @param context what Tyrus keeps of the connection's extensions
     * @param part the frame's header, and the payload that has arrived since the last part
     * @return the close frame to take at once, if the client is to be closed
     */
    public static Optional<Frame> inflatePart(ExtensionContext context, Frame part) {
        Directions directions = directions(context);
        return directions == null ? Optional.empty() : directions.in().processPart(part);
    }

    @Override
    public Frame processIncoming(ExtensionContext context, Frame frame) {
        return inflated(context, frame);
    }

    @Override
    public Frame processOutgoing(ExtensionContext context, Frame frame) {
        Directions directions = directions(context);
        if (directions == null) {
            return frame;
        }
        if (frame.getOpcode() == Opcodes.CLOSE) {
            // Our close is the end here: nothing follows it, and what arrives later is not read. Tyrus does not always
            // call destroy().
            directions.end();
            return frame;
        }
        return directions.out().process(frame);
    }

    @Override
    public void onHandshakeResponse(ExtensionContext context, List<Parameter> responseParameters) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void destroy(ExtensionContext context) {
        Directions directions = directions(context);
        if (directions != null) {
            directions.end();
        }
    }

    private static @Nullable Directions directions(ExtensionContext context) {
        return (Directions) context.getProperties().get(STATE);
    }
}
