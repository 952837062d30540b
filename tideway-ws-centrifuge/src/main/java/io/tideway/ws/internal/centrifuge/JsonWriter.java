package io.tideway.ws.internal.centrifuge;

import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Writes one JSON object, field by field; fields without a value are left out. Not thread-safe. */
final class JsonWriter {
    private static final String HEX = "0123456789abcdef";

    private final StringBuilder json;
    private boolean first = true;

    JsonWriter() {
        this(new StringBuilder(128));
    }

    private JsonWriter(StringBuilder json) {
        this.json = json.append('{');
    }

    /** Writes a string. */
    JsonWriter string(String name, String value) {
        name(name);
        quote(json, value);
        return this;
    }

    /** Writes a string unless it is empty. */
    JsonWriter stringIfAny(String name, String value) {
        return value.isEmpty() ? this : string(name, value);
    }

    /** Writes a number. */
    JsonWriter number(String name, long value) {
        name(name);
        json.append(value);
        return this;
    }

    /** Writes a number unless it is 0. */
    JsonWriter numberIfAny(String name, long value) {
        return value == 0 ? this : number(name, value);
    }

    /** Writes {@code true}; nothing for false. */
    JsonWriter ifTrue(String name, boolean value) {
        if (value) {
            name(name);
            json.append("true");
        }
        return this;
    }

    /** Writes a value that is JSON already; nothing for null. */
    JsonWriter raw(String name, @Nullable String value) {
        if (value != null) {
            name(name);
            json.append(value);
        }
        return this;
    }

    /** Begins an object inside this one, which goes on once that has {@linkplain #end ended}. */
    JsonWriter object(String name) {
        name(name);
        return new JsonWriter(json);
    }

    /** Writes a list of objects; the consumer writes the fields of each. */
    <T> JsonWriter list(String name, List<T> elements, BiConsumer<JsonWriter, T> fields) {
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

    /** Ends this object. */
    void end() {
        json.append('}');
    }

    /** Ends this object, the outermost one. */
    String text() {
        end();
        return json.toString();
    }

    private void name(String name) {
        if (!first) {
            json.append(',');
        }
        first = false;
        quote(json, name);
        json.append(':');
    }

    /** Returns a text as a JSON string. */
    static String quoted(String text) {
        StringBuilder json = new StringBuilder(text.length() + 2);
        quote(json, text);
        return json.toString();
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
