package io.tideway.ws.internal.centrifuge;

import io.tideway.ws.Message;
import java.util.function.Consumer;

/** Writes what answers a client, and pushes about its memberships, in JSON. */
final class Replies {
    static final Message PING = Message.text("{}");

    private Replies() {}

    /** Answers a request; the consumer writes the fields of its result. */
    static Message.Text result(long id, String kind, Consumer<JsonWriter> fields) {
        JsonWriter reply = new JsonWriter().number("id", id);
        JsonWriter result = reply.object(kind);
        fields.accept(result);
        result.end();
        return new Message.Text(reply.text());
    }

    /** Answers a request with an error. */
    static Message error(long id, ClientError error) {
        JsonWriter reply = new JsonWriter().number("id", id);
        reply.object("error")
                .number("code", error.code())
                .string("message", error.message())
                .ifTrue("temporary", error.temporary())
                .end();
        return Message.text(reply.text());
    }

    /** Tells that the application has the client join a room. */
    static Message subscribePush(String room) {
        return push(room, "subscribe", fields -> {});
    }

    /** Tells that the client is out of a room. */
    static Message unsubscribePush(String room, int code, String reason) {
        return push(room, "unsubscribe", fields -> fields.number("code", code).string("reason", reason));
    }

    private static Message push(String room, String kind, Consumer<JsonWriter> fields) {
        JsonWriter frame = new JsonWriter();
        JsonWriter push = frame.object("push").string("channel", room);
        JsonWriter body = push.object(kind);
        fields.accept(body);
        body.end();
        push.end();
        return Message.text(frame.text());
    }
}
