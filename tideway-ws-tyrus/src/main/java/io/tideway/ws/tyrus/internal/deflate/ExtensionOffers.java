package io.tideway.ws.tyrus.internal.deflate;

import io.tideway.ws.internal.upgrade.HeaderList;
import java.util.List;
import java.util.regex.Pattern;

/** Judges the form of {@code Sec-WebSocket-Extensions} (RFC 6455 §9.1), which Tyrus' parser takes for granted. */
public final class ExtensionOffers {

    private static final Pattern TOKEN = Pattern.compile("[-!#$%&'*+.^_`|~0-9A-Za-z]++");

    private ExtensionOffers() {}

    /**
     * Tells whether all offers can be read.
     *
     * @param lines the values of the header, each with one offer or several
     * @return false if the handshake has to fail
     */
    public static boolean areWellFormed(List<String> lines) {
        return HeaderList.of(lines).elements().stream().allMatch(ExtensionOffers::isWellFormed);
    }

    private static boolean isWellFormed(String offer) {
        String[] parts = offer.split(";", -1);
        for (int i = 1; i < parts.length; i++) {
            if (!isParameter(parts[i].strip())) {
                return false;
            }
        }
        return isToken(parts[0].strip());
    }

    private static boolean isParameter(String parameter) {
        int equals = parameter.indexOf('=');
        if (equals < 0) {
            return isToken(parameter);
        }
        String value = parameter.substring(equals + 1).strip();
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return isToken(parameter.substring(0, equals).strip())
                && isToken(quoted ? value.substring(1, value.length() - 1) : value);
    }

    private static boolean isToken(String text) {
        return TOKEN.matcher(text).matches();
    }
}
