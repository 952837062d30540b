package io.tideway.ws.internal.centrifuge;

import io.tideway.ws.Message;
import java.util.function.Function;
import java.util.function.Supplier;

/** Is a form in which clients and the server write the same messages; one for all connections that use it. */
final class Form {
    /** JSON objects in text messages, separated by line breaks. */
    static final Form JSON = new Form(JsonCommands::of, JsonWriter::new);

    private final Function<Message, Commands> reader;
    private final Replies replies;
    private final PushEncoder encoder;

    private Form(Function<Message, Commands> reader, Supplier<FieldWriter> writer) {
        this.reader = reader;
        this.replies = new Replies(writer);
        this.encoder = new PushEncoder(writer);
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
