package io.tideway.ws.internal.centrifuge;

import io.tideway.ws.Message;
import io.tideway.ws.PresenceMember;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.spi.FrameEncoder;
import io.tideway.ws.spi.RoomMessage;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Encodes messages of the application as pushes in JSON.
 *
 * <p>A text that is JSON is embedded as it is, any other as a JSON string; binary data as a string in Base64.
 */
final class JsonEncoder implements FrameEncoder {
    /** One for all, so that a broadcast is encoded once. */
    static final JsonEncoder SHARED = new JsonEncoder();

    private JsonEncoder() {}

    @Override
    public Message encode(Message message) {
        JsonWriter frame = new JsonWriter();
        JsonWriter push = frame.object("push");
        JsonWriter body = push.object("message");
        body.raw("data", embeddable(message)).end();
        push.end();
        return Message.text(frame.text());
    }

    @Override
    public Message encode(RoomMessage message) {
        JsonWriter frame = new JsonWriter();
        JsonWriter push = frame.object("push").string("channel", message.room());
        JsonWriter publication = push.object("pub");
        write(publication, message);
        publication.end();
        push.end();
        return Message.text(frame.text());
    }

    @Override
    public Message joined(String room, PresenceMember member) {
        return member(room, "join", member);
    }

    @Override
    public Message left(String room, PresenceMember member) {
        return member(room, "leave", member);
    }

    private static Message member(String room, String kind, PresenceMember member) {
        JsonWriter frame = new JsonWriter();
        JsonWriter push = frame.object("push").string("channel", room);
        JsonWriter body = push.object(kind);
        writeInfo(body, "info", member);
        body.end();
        push.end();
        return Message.text(frame.text());
    }

    /** Writes who a member is. */
    static void writeInfo(JsonWriter fields, String name, PresenceMember member) {
        fields.object(name)
                .string("user", member.userId().orElse(""))
                .string("client", member.connectionId())
                .raw("conn_info", info(member.info()))
                .end();
    }

    /** Writes the fields of a publication. */
    static void write(JsonWriter publication, RoomMessage message) {
        boolean checked = message.sender().isPresent() && message.message() instanceof Message.Text;
        String data = checked ? ((Message.Text) message.message()).text() : embeddable(message.message());
        publication.raw("data", data);
        message.sender().ifPresent(sender -> {
            JsonWriter info = publication.object("info");
            info.string("user", sender.userId().orElse("")).string("client", sender.connectionId());
            info.raw("conn_info", info(sender.info())).end();
        });
        RoomPosition position = message.position();
        publication.numberIfAny("offset", position.offset());
        if (position.offset() == 1) {
            publication.string("epoch", position.epoch());
        }
    }

    /** Returns what a connection shows of itself, which nothing has checked; null for nothing. */
    private static @Nullable String info(Optional<String> info) {
        return info.map(JsonEncoder::embeddable).orElse(null);
    }

    private static String embeddable(String text) {
        String json = JsonCursor.compact(text);
        return json == null ? JsonWriter.quoted(text) : json;
    }

    private static String embeddable(Message message) {
        if (message instanceof Message.Text text) {
            return embeddable(text.text());
        }
        return message instanceof Message.Binary binary ? "\"" + base64(binary.data()) + "\"" : "null";
    }

    private static String base64(ByteBuffer data) {
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
