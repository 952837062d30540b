package io.tideway.ws.internal.centrifuge;

import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Holds one request of a client; read once, then not changed. */
final class Command {
    /** The kinds of request, in the order in which the first counts where an object holds several. */
    enum Kind {
        CONNECT,
        SUBSCRIBE,
        UNSUBSCRIBE,
        PUBLISH,
        PRESENCE,
        PRESENCE_STATS,
        HISTORY,
        RPC,
        SEND,
        REFRESH,
        SUB_REFRESH
    }

    private static final Map<String, Kind> KINDS = kinds();

    long id;

    @Nullable
    Kind kind; // null for a pong

    String channel = "";
    String token = "";
    String method = "";
    String name = "";
    String version = "";
    Map<String, String> headers = Map.of();

    @Nullable
    Content data; // null for none

    boolean recover;
    boolean reverse;
    long flag;
    long limit;
    long offset; // of the position to recover from; unsigned
    String epoch = "";

    @Nullable
    Position since; // of a history request

    Map<String, Position> rooms = Map.of(); // to be recovered with connect

    private static Map<String, Kind> kinds() {
        Map<String, Kind> kinds = new HashMap<>();
        for (Kind kind : Kind.values()) {
            kinds.put(kind.name().toLowerCase(Locale.ROOT), kind);
        }
        return Map.copyOf(kinds);
    }

    /**
     * Reads one object.
     *
     * @throws MalformedFrame if it is not a request
     */
    static Command read(JsonCursor cursor) {
        Command[] read = {new Command()};
        cursor.object((name, value) -> {
            Kind kind = KINDS.get(name);
            Command command = read[0];
            if (name.equals("id")) {
                command.id = value.integer();
            } else if (kind != null && (command.kind == null || kind.compareTo(command.kind) < 0)) {
                if (!value.skippedNull()) {
                    Command replacing = new Command();
                    replacing.id = command.id;
                    replacing.kind = kind;
                    value.object(replacing::parameter);
                    read[0] = replacing;
                }
            } else {
                value.skip();
            }
        });
        return read[0];
    }

    private void parameter(String parameter, JsonCursor value) {
        switch (parameter) {
            case "channel" -> channel = value.stringOrNull();
            case "token" -> token = value.stringOrNull();
            case "method" -> method = value.stringOrNull();
            case "name" -> name = value.stringOrNull();
            case "version" -> version = value.stringOrNull();
            case "data" -> data = value.skippedNull() ? null : new Content.Json(value.slice());
            case "headers" -> readHeaders(value);
            case "recover" -> recover = value.bool();
            case "reverse" -> reverse = value.bool();
            case "flag" -> flag = value.integer();
            case "limit" -> limit = value.integer();
            case "offset" -> offset = value.unsigned();
            case "epoch" -> epoch = value.stringOrNull();
            case "since" -> since = value.skippedNull() ? null : position(value);
            case "subs" -> readRooms(value);
            default -> value.skip();
        }
    }

    /** Returns the data as the application reads it; null for none. */
    @Nullable
    String json() {
        return data == null ? null : data.json();
    }

    /**
     * Returns the name of the room that the request is about.
     *
     * @throws MalformedFrame if the client names none
     */
    String room() {
        if (channel.isEmpty()) {
            throw new MalformedFrame("a request without a channel");
        }
        return channel;
    }

    /** Returns the position to recover from, if the client asks for that. */
    Optional<Position> recovering() {
        return recover ? Optional.of(position()) : Optional.empty();
    }

    /** Returns the position that the request has been read with. */
    Position position() {
        return new Position(epoch, offset);
    }

    /** Reads a position, and whether to recover from it; skips what else there is, so that nothing recurses. */
    private void positionParameter(String parameter, JsonCursor value) {
        switch (parameter) {
            case "recover" -> recover = value.bool();
            case "offset" -> offset = value.unsigned();
            case "epoch" -> epoch = value.stringOrNull();
            default -> value.skip();
        }
    }

    private static Position position(JsonCursor value) {
        Command read = new Command();
        value.object(read::positionParameter);
        return read.position();
    }

    private void readRooms(JsonCursor value) {
        if (!value.skippedNull()) {
            Map<String, Position> read = new HashMap<>();
            value.object((room, parameters) -> {
                Command subscription = new Command();
                if (!parameters.skippedNull()) {
                    parameters.object(subscription::positionParameter);
                }
                if (subscription.recover) {
                    read.put(room, subscription.position());
                }
            });
            rooms = Collections.unmodifiableMap(read); // a copy would be slow for names of one hash code
        }
    }

    private void readHeaders(JsonCursor value) {
        if (!value.skippedNull()) {
            Map<String, String> read = new HashMap<>();
            value.object((header, content) -> read.put(header, content.stringOrNull()));
            headers = Collections.unmodifiableMap(read);
        }
    }
}
