package io.tideway.ws.internal.centrifuge;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.UnknownFieldSet;
import io.tideway.ws.junit.TestConnection;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Writes and reads frames in Protobuf by the numbers of their fields, with Google's library alone. */
final class ProtobufFrames {
    private ProtobufFrames() {}

    /** Makes a message of alternating numbers and values: whole numbers, booleans, strings, bytes and messages. */
    static UnknownFieldSet message(Object... numbersAndValues) {
        UnknownFieldSet.Builder message = UnknownFieldSet.newBuilder();
        for (int i = 0; i < numbersAndValues.length; i += 2) {
            Object value = numbersAndValues[i + 1];
            UnknownFieldSet.Field.Builder field = UnknownFieldSet.Field.newBuilder();
            if (value instanceof Number number) {
                field.addVarint(number.longValue());
            } else if (value instanceof Boolean bool) {
                field.addVarint(bool ? 1 : 0);
            } else if (value instanceof byte[] bytes) {
                field.addLengthDelimited(ByteString.copyFrom(bytes));
            } else if (value instanceof UnknownFieldSet inner) {
                field.addLengthDelimited(inner.toByteString());
            } else {
                field.addLengthDelimited(ByteString.copyFromUtf8(value.toString()));
            }
            message.mergeField((Integer) numbersAndValues[i], field.build());
        }
        return message.build();
    }

    /** Makes a frame: each message behind its length. */
    static byte[] frame(UnknownFieldSet... messages) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        try {
            CodedOutputStream output = CodedOutputStream.newInstance(frame);
            for (UnknownFieldSet message : messages) {
                output.writeByteArrayNoTag(message.toByteArray());
            }
            output.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return frame.toByteArray();
    }

    /** Takes a frame apart. */
    static List<UnknownFieldSet> messages(byte[] frame) {
        ByteArrayInputStream input = new ByteArrayInputStream(frame);
        List<UnknownFieldSet> messages = new ArrayList<>();
        try {
            while (input.available() > 0) {
                UnknownFieldSet.Builder message = UnknownFieldSet.newBuilder();
                assertThat(message.mergeDelimitedFrom(input)).isTrue();
                messages.add(message.build());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return messages;
    }

    /** Waits for a frame with one message. */
    static UnknownFieldSet next(TestConnection connection) {
        List<UnknownFieldSet> messages = messages(connection.nextBinary());
        assertThat(messages).hasSize(1);
        return messages.get(0);
    }

    /** Sends a command, and waits for a frame with one message. */
    static UnknownFieldSet ask(TestConnection connection, Object... numbersAndValues) {
        connection.sendBinary(frame(message(numbersAndValues)));
        return next(connection);
    }

    /** Returns all values of a field of bytes, on a way of numbers. */
    static List<ByteString> all(UnknownFieldSet message, int... way) {
        UnknownFieldSet at = message;
        try {
            for (int i = 0; i < way.length - 1; i++) {
                List<ByteString> inner = at.getField(way[i]).getLengthDelimitedList();
                if (inner.isEmpty()) {
                    return List.of();
                }
                at = UnknownFieldSet.parseFrom(inner.get(0));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return at.getField(way[way.length - 1]).getLengthDelimitedList();
    }

    /** Returns a field of bytes as text; an empty one for none. */
    static String text(UnknownFieldSet message, int... way) {
        List<ByteString> all = all(message, way);
        return all.isEmpty() ? "" : all.get(0).toStringUtf8();
    }

    /** Returns a field that is a number; 0 for none. */
    static long number(UnknownFieldSet message, int... way) {
        try {
            UnknownFieldSet at = message;
            for (int i = 0; i < way.length - 1; i++) {
                List<ByteString> inner = at.getField(way[i]).getLengthDelimitedList();
                if (inner.isEmpty()) {
                    return 0;
                }
                at = UnknownFieldSet.parseFrom(inner.get(0));
            }
            List<Long> values = at.getField(way[way.length - 1]).getVarintList();
            return values.isEmpty() ? 0 : values.get(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
