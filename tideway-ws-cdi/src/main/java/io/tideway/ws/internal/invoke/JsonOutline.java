package io.tideway.ws.internal.invoke;

/**
 * Looks at the outline of a document before it is parsed: its brackets, and what follows it.
 *
 * <p>Parsson, the parser of most servers (seen with 1.1.9), skips an unknown property by counting its brackets, and
 * never returns where the document ends before they are closed: a message of six characters would occupy a thread for
 * good. Yasson stops at the end of the first value and leaves the rest unread, whatever it is (RFC 8259 §2).
 */
final class JsonOutline {

    private enum Place {
        BEFORE_THE_VALUE,
        IN_A_NUMBER_OR_NAME,
        BEHIND_THE_VALUE
    }

    private final String json;
    private int objects;
    private int arrays;
    private Place place = Place.BEFORE_THE_VALUE; // while no bracket is open

    private JsonOutline(String json) {
        this.json = json;
    }

    /**
     * Tells whether each bracket outside of strings has its counterpart behind it, so that a parser that skips from one
     * on finds the other, and whether nothing but white space follows the value. The parser judges the rest.
     */
    static boolean isOfOneValue(String json) {
        return new JsonOutline(json).isOfOneValue();
    }

    private boolean isOfOneValue() {
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (isOutside() && !mayBeHere(c)) {
                return false;
            }
            switch (c) {
                case '"' -> i = endOfString(i);
                case '{' -> objects++;
                case '}' -> objects--;
                case '[' -> arrays++;
                case ']' -> arrays--;
                default -> {
                    // The parser judges the rest.
                }
            }
            if (objects < 0 || arrays < 0) {
                return false;
            }
            if (isOutside() && (c == '"' || c == '}' || c == ']')) {
                place = Place.BEHIND_THE_VALUE;
            }
        }
        return isOutside();
    }

    private boolean isOutside() {
        return objects == 0 && arrays == 0;
    }

    /** Tells whether a character may stand outside of brackets, at the place that has been reached. */
    private boolean mayBeHere(char c) {
        boolean isSpace = c == ' ' || c == '\t' || c == '\n' || c == '\r';
        switch (place) {
            case BEFORE_THE_VALUE -> {
                boolean begins = c == '"' || c == '{' || c == '[';
                place = isSpace || begins ? place : Place.IN_A_NUMBER_OR_NAME;
                return true;
            }
            case IN_A_NUMBER_OR_NAME -> {
                place = isSpace ? Place.BEHIND_THE_VALUE : place;
                return c != '"' && c != '{' && c != '[';
            }
            default -> {
                return isSpace;
            }
        }
    }

    /** Returns where a string ends, or the last character. */
    private int endOfString(int begin) {
        int i = begin + 1;
        while (i < json.length() && json.charAt(i) != '"') {
            i += json.charAt(i) == '\\' ? 2 : 1;
        }
        return i;
    }
}
