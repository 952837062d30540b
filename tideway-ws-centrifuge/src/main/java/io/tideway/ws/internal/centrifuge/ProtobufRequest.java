package io.tideway.ws.internal.centrifuge;

import com.google.protobuf.CodedInputStream;
import io.tideway.ws.internal.centrifuge.Command.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one command in Protobuf; not thread-safe. */
final class ProtobufRequest extends ProtobufMessage {
    private static final Content NOTHING = new Content.Bytes(ByteBuffer.allocate(0));

    private ProtobufRequest(CodedInputStream input) {
        super(input);
    }

    /**
     * Reads a command, and the length before it.
     *
     * @throws IOException if it is not Protobuf
     * @throws MalformedFrame if the protocol does not allow it
     */
    static Command read(CodedInputStream input) throws IOException {
        return new ProtobufRequest(input).read();
    }

    private Command read() throws IOException {
        Command[] read = {new Command()};
        message(tag -> {
            Kind kind = kind(tag);
            Command command = read[0];
            if (tag == (1 << 3 | VARINT)) {
                command.id = Integer.toUnsignedLong(input.readUInt32());
                return true;
            }
            if (kind == null || (command.kind != null && kind.compareTo(command.kind) >= 0)) {
                return false;
            }
            Command replacing = new Command();
            replacing.id = command.id;
            replacing.kind = kind;
            message(parameters(replacing, kind));
            if (replacing.data == null && kind == Kind.SEND) {
                replacing.data = NOTHING; // which is not written
            }
            read[0] = replacing;
            return true;
        });
        return read[0];
    }

    private static @Nullable Kind kind(int tag) {
        return switch (tag) {
            case 4 << 3 | BYTES -> Kind.CONNECT;
            case 5 << 3 | BYTES -> Kind.SUBSCRIBE;
            case 6 << 3 | BYTES -> Kind.UNSUBSCRIBE;
            case 7 << 3 | BYTES -> Kind.PUBLISH;
            case 8 << 3 | BYTES -> Kind.PRESENCE;
            case 9 << 3 | BYTES -> Kind.PRESENCE_STATS;
            case 10 << 3 | BYTES -> Kind.HISTORY;
            case 12 << 3 | BYTES -> Kind.SEND;
            case 13 << 3 | BYTES -> Kind.RPC;
            case 14 << 3 | BYTES -> Kind.REFRESH;
            case 15 << 3 | BYTES -> Kind.SUB_REFRESH;
            default -> null;
        };
    }

    private Fields parameters(Command command, Kind kind) {
        return switch (kind) {
            case CONNECT -> connect(command);
            case SUBSCRIBE -> subscribe(command);
            case UNSUBSCRIBE, PRESENCE, PRESENCE_STATS -> room(command);
            case PUBLISH -> publish(command);
            case HISTORY -> history(command);
            case RPC, SEND -> call(command);
            case REFRESH -> refresh(command);
            case SUB_REFRESH -> subRefresh(command);
        };
    }

    private Fields connect(Command command) {
        Map<String, Position> rooms = new HashMap<>();
        Map<String, String> headers = new HashMap<>();
        command.rooms = Collections.unmodifiableMap(rooms);
        command.headers = Collections.unmodifiableMap(headers);
        return tag -> {
            switch (tag) {
                case 1 << 3 | BYTES -> command.token = input.readStringRequireUtf8();
                case 2 << 3 | BYTES -> command.data = content();
                case 3 << 3 | BYTES -> readRoom(rooms);
                case 4 << 3 | BYTES -> command.name = input.readStringRequireUtf8();
                case 5 << 3 | BYTES -> command.version = input.readStringRequireUtf8();
                case 6 << 3 | BYTES -> readEntry(headers);
                default -> {
                    return false;
                }
            }
            return true;
        };
    }

    private Fields subscribe(Command command) {
        return tag -> {
            switch (tag) {
                case 1 << 3 | BYTES -> command.channel = input.readStringRequireUtf8();
                case 2 << 3 | BYTES -> command.token = input.readStringRequireUtf8();
                case 3 << 3 | VARINT -> command.recover = input.readBool();
                case 6 << 3 | BYTES -> command.epoch = input.readStringRequireUtf8();
                case 7 << 3 | VARINT -> command.offset = input.readUInt64();
                case 8 << 3 | BYTES -> command.data = content();
                case 14 << 3 | VARINT -> command.flag = input.readInt64();
                default -> {
                    return false;
                }
            }
            return true;
        };
    }

    private Fields room(Command command) {
        return tag -> {
            if (tag == (1 << 3 | BYTES)) {
                command.channel = input.readStringRequireUtf8();
                return true;
            }
            return false;
        };
    }

    private Fields publish(Command command) {
        return tag -> {
            switch (tag) {
                case 1 << 3 | BYTES -> command.channel = input.readStringRequireUtf8();
                case 2 << 3 | BYTES -> command.data = contentOrNull();
                default -> {
                    return false;
                }
            }
            return true;
        };
    }

    private Fields history(Command command) {
        return tag -> {
            switch (tag) {
                case 1 << 3 | BYTES -> command.channel = input.readStringRequireUtf8();
                case 7 << 3 | VARINT -> command.limit = input.readInt32();
                case 8 << 3 | BYTES -> command.since = position();
                case 9 << 3 | VARINT -> command.reverse = input.readBool();
                default -> {
                    return false;
                }
            }
            return true;
        };
    }

    private Fields call(Command command) {
        return tag -> {
            switch (tag) {
                case 1 << 3 | BYTES -> command.data = content();
                case 2 << 3 | BYTES -> command.method = input.readStringRequireUtf8();
                default -> {
                    return false;
                }
            }
            return true;
        };
    }

    private Fields refresh(Command command) {
        return tag -> {
            if (tag == (1 << 3 | BYTES)) {
                command.token = input.readStringRequireUtf8();
                return true;
            }
            return false;
        };
    }

    private Fields subRefresh(Command command) {
        return tag -> {
            switch (tag) {
                case 1 << 3 | BYTES -> command.channel = input.readStringRequireUtf8();
                case 2 << 3 | BYTES -> command.token = input.readStringRequireUtf8();
                default -> {
                    return false;
                }
            }
            return true;
        };
    }

    private Position position() throws IOException {
        Command read = new Command();
        message(tag -> {
            switch (tag) {
                case 1 << 3 | VARINT -> read.offset = input.readUInt64();
                case 2 << 3 | BYTES -> read.epoch = input.readStringRequireUtf8();
                default -> {
                    return false;
                }
            }
            return true;
        });
        return read.position();
    }

    private void readRoom(Map<String, Position> rooms) throws IOException {
        Command subscription = new Command();
        String[] room = {""};
        message(tag -> {
            switch (tag) {
                case KEY -> room[0] = input.readStringRequireUtf8();
                case VALUE -> message(subscribe(subscription));
                default -> {
                    return false;
                }
            }
            return true;
        });
        if (subscription.recover) {
            rooms.put(room[0], subscription.position());
        }
    }
}
