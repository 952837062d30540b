package io.tideway.ws.internal.centrifuge;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.Message;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads and writes the protocol's messages in one format; one for all connections that use it. */
final class Form {
    /** JSON objects in text messages, separated by line breaks. */
    static final Form JSON = new Form(JsonCommands::of, JsonWriter::new);

    /** Messages in Protobuf, each behind its length, in binary messages. */
    static final Form PROTOBUF = new Form(protobufReader(Form.class.getClassLoader()), ProtobufWriter::new);

    private static final String NAME_OF_PROTOBUF = "protobuf";

    private final Function<Message, Commands> reader;
    private final Replies replies;
    private final PushEncoder encoder;

    private Form(Function<Message, Commands> reader, Supplier<FieldWriter> writer) {
        this.reader = reader;
        this.replies = new Replies(writer);
        this.encoder = new PushEncoder(writer);
    }

    /** Returns the form that a client has asked for in its handshake. */
    static Form of(Connection client) {
        boolean protobuf = client.subprotocol()
                        .filter(CentrifugeProtocol.PROTOBUF::equals)
                        .isPresent()
                || client.queryParam("format").filter(NAME_OF_PROTOBUF::equals).isPresent()
                || client.queryParam("cf_protocol")
                        .filter(NAME_OF_PROTOBUF::equals)
                        .isPresent();
        return protobuf ? PROTOBUF : JSON;
    }

    /** Returns what reads Protobuf; without Google's library it refuses clients permanently. */
    static Function<Message, Commands> protobufReader(ClassLoader loader) {
        if (ProtobufCommands.areReadable(loader)) {
            return ProtobufCommands::of;
        }
        CloseFrame missing = CloseCodes.INAPPROPRIATE_PROTOCOL.withReason(
                "inappropriate protocol: the application lacks the jar protobuf-java");
        return frame -> {
            throw new MalformedFrame(missing.reason(), missing);
        };
    }

    /**
     * Reads what a client has sent in one WebSocket message.
     *
     * @throws MalformedFrame if it is not in this form
     */
    Commands read(Message frame) {
        return reader.apply(frame);
    }

    /** Returns what writes the answers to clients that use this form. */
    Replies replies() {
        return replies;
    }

    /** Returns what encodes for all clients that use this form, so that a broadcast is encoded once for them. */
    PushEncoder encoder() {
        return encoder;
    }
}
