package io.tideway.ws.internal.broker;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.PresenceMember;
import io.tideway.ws.Target;
import io.tideway.ws.internal.delivery.Action;
import io.tideway.ws.internal.delivery.MessageBytes;
import io.tideway.ws.internal.registry.Scope;
import io.tideway.ws.internal.registry.Selection;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes and reads envelopes: a byte for the version, the id of the node that sends it, a byte for the kind, then the
 * parts. Numbers are big-endian, texts and lists begin with their length.
 */
final class EnvelopeBytes {
    private static final int VERSION = 1;
    private static final int PUBLISHED = 1;
    private static final int JOIN_ROOM = 2;
    private static final int LEAVE_ROOM = 3;
    private static final int CLOSE = 4;
    private static final int JOINED = 5;
    private static final int LEFT = 6;
    private static final int ASKED = 7;
    private static final int ANSWERED = 8;
    private static final int ROOM = 1;
    private static final int USER = 2;
    private static final int CONNECTION = 3;
    private static final int ABOUT_CONNECTIONS = 3;
    private static final int EVERYONE = -1; // instead of the number of targets

    private EnvelopeBytes() {}

    /**
     * Is an envelope and its sender.
     *
     * @param nodeId the id of the node that has sent it, by which a node knows its own
     * @param envelope what it has sent
     */
    record Sent(String nodeId, Envelope envelope) {}

    /** Writes what a node sends. */
    static byte[] of(String nodeId, Envelope envelope) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
        try {
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeByte(VERSION);
            text(out, nodeId);
            write(out, envelope);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // never: it goes to memory
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, Envelope envelope) throws IOException {
        if (envelope instanceof Envelope.Published published) {
            out.writeByte(PUBLISHED);
            selection(out, published.selection());
            out.write(MessageBytes.of(published.message(), published.sender()));
        } else if (envelope instanceof Envelope.Applied applied) {
            action(out, applied);
        } else if (envelope instanceof Envelope.Joined joined) {
            out.writeByte(JOINED);
            member(out, joined.room(), joined.member());
        } else if (envelope instanceof Envelope.Left left) {
            out.writeByte(LEFT);
            member(out, left.room(), left.member());
        } else if (envelope instanceof Envelope.Asked asked) {
            out.writeByte(ASKED);
            out.writeLong(asked.id());
            out.writeByte(code(asked.subject()));
            text(out, asked.name());
        } else if (envelope instanceof Envelope.Answered answered) {
            out.writeByte(ANSWERED);
            out.writeLong(answered.id());
            out.writeInt(answered.count());
            texts(out, answered.connectionIds());
        }
    }

    private static void action(DataOutputStream out, Envelope.Applied applied) throws IOException {
        if (applied.action() instanceof Action.JoinRoom join) {
            out.writeByte(JOIN_ROOM);
            selection(out, applied.selection());
            text(out, join.room());
        } else if (applied.action() instanceof Action.LeaveRoom leave) {
            out.writeByte(LEAVE_ROOM);
            selection(out, applied.selection());
            text(out, leave.room());
        } else if (applied.action() instanceof Action.Close close) {
            out.writeByte(CLOSE);
            selection(out, applied.selection());
            out.writeShort(close.frame().code());
            text(out, close.frame().reason());
        }
    }

    private static void selection(DataOutputStream out, Selection.OnAllNodes selection) throws IOException {
        if (selection.scope() instanceof Scope.Union union) {
            targets(out, union.targets());
        } else {
            out.writeInt(EVERYONE);
        }
        texts(out, selection.exceptConnections());
        targets(out, selection.exceptGroups());
        texts(out, selection.paths());
    }

    private static void targets(DataOutputStream out, List<Target> targets) throws IOException {
        out.writeInt(targets.size());
        for (Target target : targets) {
            if (target instanceof Target.OfRoom room) {
                out.writeByte(ROOM);
                text(out, room.name());
            } else if (target instanceof Target.OfUser user) {
                out.writeByte(USER);
                text(out, user.userId());
            } else if (target instanceof Target.OfConnection connection) {
                out.writeByte(CONNECTION);
                text(out, connection.id());
            }
        }
    }

    private static void member(DataOutputStream out, String room, PresenceMember member) throws IOException {
        text(out, room);
        text(out, member.connectionId());
        texts(out, member.userId().stream().toList());
        texts(out, member.info().stream().toList());
        Instant since = member.since();
        out.writeLong(since.getEpochSecond());
        out.writeInt(since.getNano());
    }

    private static void texts(DataOutputStream out, Iterable<String> texts) throws IOException {
        List<String> all = new ArrayList<>();
        texts.forEach(all::add);
        out.writeInt(all.size());
        for (String text : all) {
            text(out, text);
        }
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** Tells whether a node has sent something, without reading more of it. */
    static boolean isFrom(String nodeId, byte[] bytes) {
        byte[] id = nodeId.getBytes(StandardCharsets.UTF_8);
        int start = Byte.BYTES + Integer.BYTES;
        return bytes.length >= start + id.length
                && ByteBuffer.wrap(bytes).getInt(Byte.BYTES) == id.length
                && Arrays.equals(bytes, start, start + id.length, id, 0, id.length);
    }

    /**
     * Reads what a node has sent.
     *
     * @throws IllegalArgumentException if it is not whole, or of another version
     */
    static Sent read(byte[] bytes) {
        try {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
            int version = in.readByte();
            if (version != VERSION) {
                throw new IllegalArgumentException("an envelope of the unknown version " + version);
            }
            return new Sent(text(in), envelope(in, bytes));
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException("an envelope that is not readable", e);
        }
    }

    private static Envelope envelope(DataInputStream in, byte[] bytes) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case PUBLISHED -> {
                Selection.OnAllNodes selection = selection(in);
                ByteBuffer rest = ByteBuffer.wrap(bytes, bytes.length - in.available(), in.available());
                MessageBytes.Kept kept = MessageBytes.read(rest);
                yield new Envelope.Published(selection, kept.message(), kept.sender());
            }
            case JOIN_ROOM -> new Envelope.Applied(selection(in), new Action.JoinRoom(text(in)));
            case LEAVE_ROOM -> new Envelope.Applied(selection(in), new Action.LeaveRoom(text(in)));
            case CLOSE ->
                new Envelope.Applied(selection(in), new Action.Close(new CloseFrame(in.readUnsignedShort(), text(in))));
            case JOINED -> new Envelope.Joined(text(in), member(in));
            case LEFT -> new Envelope.Left(text(in), member(in));
            case ASKED -> new Envelope.Asked(in.readLong(), subject(in.readByte()), text(in));
            case ANSWERED -> new Envelope.Answered(in.readLong(), in.readInt(), texts(in));
            default -> throw new IllegalArgumentException("an envelope of the unknown kind " + kind);
        };
    }

    private static int code(Envelope.Subject subject) {
        return switch (subject) {
            case CONNECTIONS -> ABOUT_CONNECTIONS;
            case USER -> USER;
            case ROOM -> ROOM;
        };
    }

    private static Envelope.Subject subject(int code) {
        return switch (code) {
            case ABOUT_CONNECTIONS -> Envelope.Subject.CONNECTIONS;
            case USER -> Envelope.Subject.USER;
            case ROOM -> Envelope.Subject.ROOM;
            default -> throw new IllegalArgumentException("a question about the unknown subject " + code);
        };
    }

    private static Selection.OnAllNodes selection(DataInputStream in) throws IOException {
        int count = in.readInt();
        Scope scope = count == EVERYONE ? new Scope.Everyone() : new Scope.Union(targets(in, count));
        return new Selection.OnAllNodes(scope, Set.copyOf(texts(in)), targets(in, in.readInt()), texts(in));
    }

    private static List<Target> targets(DataInputStream in, int count) throws IOException {
        List<Target> targets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int kind = in.readByte();
            String name = text(in);
            targets.add(
                    switch (kind) {
                        case ROOM -> Target.room(name);
                        case USER -> Target.user(name);
                        case CONNECTION -> Target.connection(name);
                        default -> throw new IllegalArgumentException("a target of the unknown kind " + kind);
                    });
        }
        return targets;
    }

    private static PresenceMember member(DataInputStream in) throws IOException {
        String connectionId = text(in);
        Optional<String> user = texts(in).stream().findFirst();
        Optional<String> info = texts(in).stream().findFirst();
        return new PresenceMember(connectionId, user, info, Instant.ofEpochSecond(in.readLong(), in.readInt()));
    }

    private static List<String> texts(DataInputStream in) throws IOException {
        int count = in.readInt();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(text(in));
        }
        return texts;
    }

    private static String text(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IllegalArgumentException("a text that is not whole");
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
}
