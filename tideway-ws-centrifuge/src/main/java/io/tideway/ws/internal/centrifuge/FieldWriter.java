package io.tideway.ws.internal.centrifuge;

import io.tideway.ws.Message;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes one message of the protocol, field by field, by the names that the fields have in JSON. Fields without a value
 * are left out. Not thread-safe.
 */
interface FieldWriter {
    /** Writes a string. */
    FieldWriter string(String name, String value);

    /** Writes a number. */
    FieldWriter number(String name, long value);

    /** Writes a number unless it is 0. */
    default FieldWriter numberIfAny(String name, long value) {
        return value == 0 ? this : number(name, value);
    }

    /** Writes {@code true}; nothing for false. */
    FieldWriter ifTrue(String name, boolean value);

    /** Writes a value that is known to be JSON; nothing for null. */
    FieldWriter json(String name, @Nullable String value);

    /** Writes a text of the application that may be JSON. */
    FieldWriter payload(String name, String text);

    /** Writes bytes of the application. */
    FieldWriter payload(String name, ByteBuffer bytes);

    /** Writes a message of the application. */
    default FieldWriter payload(String name, Message message) {
        if (message instanceof Message.Text text) {
            return payload(name, text.text());
        }
        return message instanceof Message.Binary binary ? payload(name, binary.data()) : json(name, "null");
    }

    /** Begins a message inside this one, which goes on once that has {@linkplain #end ended}. */
    FieldWriter object(String name);

    /** Writes a list of messages; the consumer writes the fields of each. */
    <T> FieldWriter list(String name, List<T> elements, BiConsumer<FieldWriter, T> fields);

    /** Writes messages by their keys; the consumer writes the fields of each. */
    <T> FieldWriter map(
            String name, Collection<T> elements, Function<T, String> key, BiConsumer<FieldWriter, T> fields);

    /** Ends this message. */
    void end();

    /** Ends this message, the outermost one, and returns it as a frame. */
    Message frame();
}
