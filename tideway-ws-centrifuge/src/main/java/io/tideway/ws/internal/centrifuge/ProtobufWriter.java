package io.tideway.ws.internal.centrifuge;

import io.tideway.ws.Message;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes one message in Protobuf, its length before it; texts and bytes of the application go as their bytes. */
final class ProtobufWriter implements FieldWriter {
    private static final int VARINT = 0;
    private static final int LENGTH_DELIMITED = 2;
    private static final int KEY = 1;
    private static final int VALUE = 2;

    private final ProtobufBuffer buffer;
    private final MessageType type;
    private final int start;

    ProtobufWriter() {
        this(new ProtobufBuffer(), MessageType.REPLY);
    }

    private ProtobufWriter(ProtobufBuffer buffer, @Nullable MessageType type) {
        if (type == null) {
            throw new IllegalArgumentException("the field has no fields of its own");
        }
        this.buffer = buffer;
        this.type = type;
        this.start = buffer.begin();
    }

    @Override
    public ProtobufWriter string(String name, String value) {
        return payload(name, value);
    }

    @Override
    public ProtobufWriter number(String name, long value) {
        if (value != 0) {
            tag(type.field(name).number(), VARINT);
            buffer.varint(value);
        }
        return this;
    }

    @Override
    public ProtobufWriter ifTrue(String name, boolean value) {
        return number(name, value ? 1 : 0);
    }

    @Override
    public ProtobufWriter json(String name, @Nullable String value) {
        return value == null ? this : payload(name, value);
    }

    @Override
    public ProtobufWriter payload(String name, String text) {
        return payload(name, StandardCharsets.UTF_8.encode(text));
    }

    @Override
    public ProtobufWriter payload(String name, ByteBuffer bytes) {
        if (bytes.hasRemaining()) {
            write(type.field(name).number(), bytes);
        }
        return this;
    }

    private void write(int number, ByteBuffer bytes) {
        tag(number, LENGTH_DELIMITED);
        buffer.varint(bytes.remaining());
        buffer.append(bytes);
    }

    @Override
    public ProtobufWriter object(String name) {
        MessageType.Field field = type.field(name);
        tag(field.number(), LENGTH_DELIMITED);
        return new ProtobufWriter(buffer, field.type());
    }

    @Override
    public <T> ProtobufWriter list(String name, List<T> elements, BiConsumer<FieldWriter, T> fields) {
        for (T element : elements) {
            ProtobufWriter message = object(name);
            fields.accept(message, element);
            message.end();
        }
        return this;
    }

    @Override
    public <T> ProtobufWriter map(
            String name, Collection<T> elements, Function<T, String> key, BiConsumer<FieldWriter, T> fields) {
        MessageType.Field field = type.field(name);
        for (T element : elements) {
            tag(field.number(), LENGTH_DELIMITED);
            int entry = buffer.begin();
            write(KEY, StandardCharsets.UTF_8.encode(key.apply(element)));
            tag(VALUE, LENGTH_DELIMITED);
            ProtobufWriter value = new ProtobufWriter(buffer, field.type());
            fields.accept(value, element);
            value.end();
            buffer.end(entry);
        }
        return this;
    }

    private void tag(int number, int wireType) {
        buffer.varint((long) number << 3 | wireType);
    }

    @Override
    public void end() {
        buffer.end(start);
    }

    @Override
    public Message frame() {
        end();
        return buffer.frame();
    }
}
