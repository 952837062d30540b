package io.tideway.ws.internal.centrifuge;

import io.tideway.ws.Message;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Writes what answers a client, and pushes about its memberships. */
final class Replies {
    private final Supplier<FieldWriter> writer;
    private final Message ping;

    Replies(Supplier<FieldWriter> writer) {
        this.writer = writer;
        this.ping = writer.get().frame();
    }

    /** Asks whether the client is still there. */
    Message ping() {
        return ping;
    }

    /** Answers a request; the consumer writes the fields of its result. */
    Message result(long id, String kind, Consumer<FieldWriter> fields) {
        FieldWriter reply = writer.get().number("id", id);
        FieldWriter result = reply.object(kind);
        fields.accept(result);
        result.end();
        return reply.frame();
    }

    /** Answers a request with an error. */
    Message error(long id, ClientError error) {
        FieldWriter reply = writer.get().number("id", id);
        reply.object("error")
                .number("code", error.code())
                .string("message", error.message())
                .ifTrue("temporary", error.temporary())
                .end();
        return reply.frame();
    }

    /** Tells that the application has the client join a room. */
    Message subscribePush(String room) {
        return push(room, "subscribe", fields -> {});
    }

    /** Tells that the client is out of a room. */
    Message unsubscribePush(String room, int code, String reason) {
        return push(room, "unsubscribe", fields -> fields.number("code", code).string("reason", reason));
    }

    private Message push(String room, String kind, Consumer<FieldWriter> fields) {
        FieldWriter frame = writer.get();
        FieldWriter push = frame.object("push").string("channel", room);
        FieldWriter body = push.object(kind);
        fields.accept(body);
        body.end();
        push.end();
        return frame.frame();
    }
}
