package io.tideway.ws.internal.messages;

import java.util.List;
import java.util.stream.Collectors;

/** Escapes and cuts what a client or a configuration wrote, for a log line or an error text. */
public final class Text {
    private static final int MOST_CHARACTERS = 64;

    private Text() {}

    /**
     * Escapes control, formatting and unpaired characters, so that what a client sent stays on its line and in order,
     * and spaces other than U+0020, so that a reader can tell them apart.
     */
    public static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (isEscaped(point)) {
                clean.append(String.format("\\u%04x", point));
            } else {
                clean.appendCodePoint(point);
            }
        });
        return clean.toString();
    }

    private static boolean isEscaped(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            case Character.SPACE_SEPARATOR -> point != ' ';
            default -> false;
        };
    }

    /** Returns the beginning of a text in quotation marks, with its length. */
    public static String quoted(String text) {
        return "\"" + clean(cut(text)) + "\" (" + text.length() + " characters)";
    }

    /** Returns the first 64 characters of a text. */
    public static String cut(String text) {
        return cut(text, MOST_CHARACTERS);
    }

    /** Returns so many characters of the beginning of a text. */
    static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most) + "…";
    }

    /** Cuts each of several texts and joins them by commas. */
    public static String cutAll(List<String> texts) {
        return texts.stream().map(Text::cut).collect(Collectors.joining(", "));
    }
}
