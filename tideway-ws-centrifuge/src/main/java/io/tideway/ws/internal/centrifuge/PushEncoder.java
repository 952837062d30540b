package io.tideway.ws.internal.centrifuge;

import io.tideway.ws.Message;
import io.tideway.ws.PresenceMember;
import io.tideway.ws.spi.FrameEncoder;
import io.tideway.ws.spi.RoomMessage;
import java.util.function.Supplier;

/** Encodes messages of the application, and who joins and leaves, as pushes. */
final class PushEncoder implements FrameEncoder {
    private final Supplier<FieldWriter> writer;

    PushEncoder(Supplier<FieldWriter> writer) {
        this.writer = writer;
    }

    @Override
    public Message encode(Message message) {
        FieldWriter frame = writer.get();
        FieldWriter push = frame.object("push");
        FieldWriter body = push.object("message");
        body.payload("data", message).end();
        push.end();
        return frame.frame();
    }

    @Override
    public Message encode(RoomMessage message) {
        FieldWriter frame = writer.get();
        FieldWriter push = frame.object("push").string("channel", message.room());
        FieldWriter publication = push.object("pub");
        write(publication, message);
        if (message.position().offset() == 1) {
            publication.string("epoch", message.position().epoch()); // of a log that is new
        }
        publication.end();
        push.end();
        return frame.frame();
    }

    @Override
    public Message joined(String room, PresenceMember member) {
        return member(room, "join", member);
    }

    @Override
    public Message left(String room, PresenceMember member) {
        return member(room, "leave", member);
    }

    private Message member(String room, String kind, PresenceMember member) {
        FieldWriter frame = writer.get();
        FieldWriter push = frame.object("push").string("channel", room);
        FieldWriter body = push.object(kind);
        FieldWriter info = body.object("info");
        write(info, member);
        info.end();
        body.end();
        push.end();
        return frame.frame();
    }

    /** Writes who a member is. */
    static void write(FieldWriter info, PresenceMember member) {
        info.string("user", member.userId().orElse("")).string("client", member.connectionId());
        member.info().ifPresent(shown -> info.payload("conn_info", shown)); // which nothing has checked
    }

    /** Writes the fields of a publication. */
    static void write(FieldWriter publication, RoomMessage message) {
        if (message.sender().isPresent() && message.message() instanceof Message.Text json) {
            publication.json("data", json.text()); // checked when it was read
        } else {
            publication.payload("data", message.message());
        }
        message.sender().ifPresent(sender -> {
            FieldWriter info = publication.object("info");
            info.string("user", sender.userId().orElse("")).string("client", sender.connectionId());
            sender.info().ifPresent(shown -> info.payload("conn_info", shown));
            info.end();
        });
        publication.numberIfAny("offset", message.position().offset());
    }
}
