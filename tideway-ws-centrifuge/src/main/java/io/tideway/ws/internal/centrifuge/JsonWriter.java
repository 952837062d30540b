package io.tideway.ws.internal.centrifuge;

import io.tideway.ws.Message;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes one JSON object.
 *
 * <p>A text of the application that is JSON is embedded as it is, any other as a JSON string; bytes as a string in
 * Base64. What is embedded loses its line breaks, at which clients split frames.
 */
final class JsonWriter implements FieldWriter {
    private static final String HEX = "0123456789abcdef";

    private final StringBuilder json;
    private boolean first = true;

    JsonWriter() {
        this(new StringBuilder(128));
    }

    private JsonWriter(StringBuilder json) {
        this.json = json.append('{');
    }

    @Override
    public JsonWriter string(String name, String value) {
        name(name);
        quote(json, value);
        return this;
    }

    @Override
    public JsonWriter number(String name, long value) {
        name(name);
        json.append(value);
        return this;
    }

    @Override
    public JsonWriter ifTrue(String name, boolean value) {
        if (value) {
            name(name);
            json.append("true");
        }
        return this;
    }

    @Override
    public JsonWriter json(String name, @Nullable String value) {
        if (value != null) {
            name(name);
            json.append(withoutLineBreaks(value));
        }
        return this;
    }

    @Override
    public JsonWriter payload(String name, String text) {
        return JsonScanner.isJson(text) ? json(name, text) : string(name, text);
    }

    @Override
    public JsonWriter payload(String name, ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return string(name, Base64.getEncoder().encodeToString(copy));
    }

    @Override
    public JsonWriter object(String name) {
        name(name);
        return new JsonWriter(json);
    }

    @Override
    public <T> JsonWriter list(String name, List<T> elements, BiConsumer<FieldWriter, T> fields) {
        name(name);
        json.append('[');
        for (int i = 0; i < elements.size(); i++) {
            if (i > 0) {
                json.append(',');
            }
            JsonWriter element = new JsonWriter(json);
            fields.accept(element, elements.get(i));
            element.end();
        }
        json.append(']');
        return this;
    }

    @Override
    public <T> JsonWriter map(
            String name, Collection<T> elements, Function<T, String> key, BiConsumer<FieldWriter, T> fields) {
        JsonWriter map = object(name);
        for (T element : elements) {
            JsonWriter value = map.object(key.apply(element));
            fields.accept(value, element);
            value.end();
        }
        map.end();
        return this;
    }

    @Override
    public void end() {
        json.append('}');
    }

    @Override
    public Message frame() {
        end();
        return Message.text(json.toString());
    }

    private static String withoutLineBreaks(String json) {
        // JSON has them between its tokens only: in a string they are escaped.
        return json.indexOf('\n') < 0 && json.indexOf('\r') < 0
                ? json
                : json.replace('\n', ' ').replace('\r', ' ');
    }

    private void name(String name) {
        if (!first) {
            json.append(',');
        }
        first = false;
        quote(json, name);
        json.append(':');
    }

    private static void quote(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            switch (next) {
                case '"', '\\' -> json.append('\\').append(next);
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> {
                    if (next < ' ') {
                        json.append("\\u00").append(HEX.charAt(next >> 4)).append(HEX.charAt(next & 15));
                    } else {
                        json.append(next);
                    }
                }
            }
        }
        json.append('"');
    }
}
