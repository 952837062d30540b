package io.tideway.ws.internal.invoke;

/**
 * Counts the brackets of a document before it is parsed.
 *
 * <p>Parsson, the parser of most servers (seen with 1.1.9), skips an unknown property by counting its brackets, and
 * never returns where the document ends before they are closed: a message of six characters would occupy a thread for
 * good.
 */
final class JsonBrackets {
    private JsonBrackets() {}

    /**
     * Tells whether each bracket outside of strings has its counterpart behind it, so that a parser that skips from one
     * on finds the other. The parser judges how they are nested.
     */
    static boolean areClosed(String json) {
        int objects = 0;
        int arrays = 0;
        boolean inString = false;
        for (int i = 0; i < json.length() && objects >= 0 && arrays >= 0; i++) {
            char c = json.charAt(i);
            if (inString) {
                if (c == '\\') {
                    i++;
                } else {
                    inString = c != '"';
                }
                continue;
            }
            switch (c) {
                case '"' -> inString = true;
                case '{' -> objects++;
                case '}' -> objects--;
                case '[' -> arrays++;
                case ']' -> arrays--;
                default -> {
                    // The parser judges the rest.
                }
            }
        }
        return objects == 0 && arrays == 0;
    }
}
