package io.tideway.ws.internal.centrifuge;

import io.tideway.ws.Message;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads commands in JSON, separated by line breaks; one at the end is allowed. */
final class JsonCommands implements Commands {
    private final JsonCursor cursor;

    private JsonCommands(String text) {
        this.cursor = new JsonCursor(text);
    }

    /**
     * Reads a text message, or a binary message in UTF-8.
     *
     * @throws MalformedFrame if the binary message is in another encoding
     */
    static JsonCommands of(Message frame) {
        return new JsonCommands(
                frame instanceof Message.Binary binary ? decode(binary.data()) : ((Message.Text) frame).text());
    }

    private static String decode(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new MalformedFrame("a frame that is not valid UTF-8");
        }
    }

    @Override
    public Command next() {
        cursor.indent();
        return Command.read(cursor);
    }

    @Override
    public boolean hasNext() {
        if (!cursor.lineBreak() && !cursor.isAtEnd()) {
            throw new MalformedFrame("something after an object");
        }
        return !cursor.isAtEnd();
    }

    @Override
    public Message rest() {
        return Message.text(cursor.rest());
    }
}
