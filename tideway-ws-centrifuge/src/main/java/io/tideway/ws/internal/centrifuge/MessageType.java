package io.tideway.ws.internal.centrifuge;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Describes a type of message that the server sends in Protobuf: the numbers of its fields, by their names in JSON. */
final class MessageType {
    private static final MessageType CLIENT_INFO =
            of("user", 1).and("client", 2).and("conn_info", 3).and("chan_info", 4);
    private static final MessageType PUBLICATION =
            of("data", 4).and("info", 5, CLIENT_INFO).and("offset", 6).and("epoch", 14);
    private static final MessageType MEMBER = of("info", 1, CLIENT_INFO);
    private static final MessageType SUBSCRIBE_RESULT = of("expires", 1)
            .and("ttl", 2)
            .and("recoverable", 3)
            .and("epoch", 6)
            .and("publications", 7, PUBLICATION)
            .and("recovered", 8)
            .and("offset", 9)
            .and("positioned", 10)
            .and("data", 11)
            .and("was_recovering", 12);
    private static final MessageType CONNECT_RESULT = of("client", 1)
            .and("version", 2)
            .and("expires", 3)
            .and("ttl", 4)
            .and("data", 5)
            .and("subs", 6, SUBSCRIBE_RESULT)
            .and("ping", 7)
            .and("pong", 8)
            .and("session", 9)
            .and("node", 10);
    private static final MessageType SUBSCRIBE_PUSH = of("recoverable", 1)
            .and("epoch", 4)
            .and("offset", 5)
            .and("positioned", 6)
            .and("data", 7);
    private static final MessageType PUSH = of("channel", 2)
            .and("pub", 4, PUBLICATION)
            .and("join", 5, MEMBER)
            .and("leave", 6, MEMBER)
            .and("unsubscribe", 7, of("code", 2).and("reason", 3))
            .and("message", 8, of("data", 1))
            .and("subscribe", 9, SUBSCRIBE_PUSH)
            .and("refresh", 12, of("expires", 1).and("ttl", 2));

    /** What every frame of the server holds: an answer, a push, or nothing, which is a ping. */
    static final MessageType REPLY = of("id", 1)
            .and("error", 2, of("code", 1).and("message", 2).and("temporary", 3))
            .and("push", 4, PUSH)
            .and("connect", 5, CONNECT_RESULT)
            .and("subscribe", 6, SUBSCRIBE_RESULT)
            .and("unsubscribe", 7, new MessageType())
            .and("publish", 8, new MessageType())
            .and("presence", 9, of("presence", 1, CLIENT_INFO))
            .and("presence_stats", 10, of("num_clients", 1).and("num_users", 2))
            .and(
                    "history",
                    11,
                    of("publications", 1, PUBLICATION).and("epoch", 2).and("offset", 3))
            .and("rpc", 13, of("data", 1))
            .and("refresh", 14, of("expires", 3).and("ttl", 4))
            .and("sub_refresh", 15, of("expires", 1).and("ttl", 2));

    /**
     * Is one field.
     *
     * @param number its number
     * @param type the type of its messages, or of the values of a map; null for another field
     */
    record Field(int number, @Nullable MessageType type) {}

    private final Map<String, Field> fields = new HashMap<>(); // complete once the class is initialised

    private MessageType() {}

    private static MessageType of(String name, int number) {
        return new MessageType().and(name, number);
    }

    private static MessageType of(String name, int number, MessageType type) {
        return new MessageType().and(name, number, type);
    }

    private MessageType and(String name, int number) {
        fields.put(name, new Field(number, null));
        return this;
    }

    private MessageType and(String name, int number, MessageType type) {
        fields.put(name, new Field(number, type));
        return this;
    }

    /**
     * Returns a field.
     *
     * @throws IllegalArgumentException if messages of this type have none of that name
     */
    Field field(String name) {
        Field field = fields.get(name);
        if (field == null) {
            throw new IllegalArgumentException("the protocol has no such field: " + name);
        }
        return field;
    }
}
