package io.tideway.ws.internal.centrifuge;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads messages in Protobuf, and the values that they may have; not thread-safe.
 *
 * <p>Nothing recurses: the messages that are read have a fixed depth, and what is not known is skipped as a whole. A
 * group, which has no length, is skipped field by field, and may have others inside to a bound.
 */
abstract class ProtobufMessage {
    // A tag is the number of a field and the kind of its value (the wire type).
    static final int VARINT = 0;
    static final int BYTES = 2;
    static final int KEY = 1 << 3 | BYTES; // of an entry of a map
    static final int VALUE = 2 << 3 | BYTES;

    private static final int GROUP_START = 3;
    private static final int GROUP_END = 4;
    private static final int DEEPEST_GROUP = 100; // as in Google's library

    final CodedInputStream input;

    ProtobufMessage(CodedInputStream input) {
        this.input = input;
    }

    /** Takes one field of a message. */
    @FunctionalInterface
    interface Fields {
        /** Reads the value; false if the field is not known, and is to be skipped. */
        boolean read(int tag) throws IOException;
    }

    /** Reads a message, and the length before it. */
    final void message(Fields fields) throws IOException {
        long length = input.readRawVarint64();
        if (length < 0 || length > Integer.MAX_VALUE) {
            throw new MalformedFrame("a length of " + length);
        }
        int limit = input.pushLimit((int) length);
        for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
            if (!fields.read(tag)) {
                skip(tag);
            }
        }
        input.popLimit(limit);
    }

    private void skip(int tag) throws IOException {
        if (wireType(tag) == GROUP_START) {
            skipGroup(tag >>> 3);
        } else {
            skipValue(tag);
        }
    }

    private void skipGroup(int number) throws IOException {
        Deque<Integer> open = new ArrayDeque<>();
        open.push(number);
        while (!open.isEmpty()) {
            int tag = input.readTag();
            if (tag == 0) {
                throw new MalformedFrame("a group without an end");
            }
            if (wireType(tag) == GROUP_START) {
                open.push(tag >>> 3);
                if (open.size() > DEEPEST_GROUP) {
                    throw new MalformedFrame("more than " + DEEPEST_GROUP + " groups in each other");
                }
            } else if (wireType(tag) == GROUP_END && open.peek() == tag >>> 3) {
                open.pop();
            } else {
                skipValue(tag);
            }
        }
    }

    private void skipValue(int tag) throws IOException {
        if (wireType(tag) == GROUP_END) {
            throw new MalformedFrame("the end of another group, or of none");
        }
        input.skipField(tag);
    }

    private static int wireType(int tag) {
        return tag & 7;
    }

    /** Reads an entry of a map of strings. */
    final void readEntry(Map<String, String> entries) throws IOException {
        String[] read = {"", ""};
        message(tag -> {
            switch (tag) {
                case KEY -> read[0] = input.readStringRequireUtf8();
                case VALUE -> read[1] = input.readStringRequireUtf8();
                default -> {
                    return false;
                }
            }
            return true;
        });
        entries.put(read[0], read[1]);
    }

    /** Reads what is to be published; null for nothing, and for the null of JSON. */
    final @Nullable Content contentOrNull() throws IOException {
        Content content = content();
        return content instanceof Content.Json json && json.json().strip().equals("null") ? null : content;
    }

    /** Reads what is for the application; null for nothing. */
    final @Nullable Content content() throws IOException {
        ByteString bytes = input.readBytes();
        if (bytes.isEmpty()) {
            return null;
        }
        String text = bytes.isValidUtf8() ? bytes.toStringUtf8() : "";
        return JsonScanner.isJson(text) ? new Content.Json(text) : new Content.Bytes(bytes.asReadOnlyByteBuffer());
    }
}
