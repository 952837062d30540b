package io.tideway.ws.tyrus.internal.deflate;

import jakarta.websocket.Extension;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.glassfish.tyrus.core.TyrusExtension;
import org.glassfish.tyrus.core.TyrusExtension.TyrusParameter;
import org.jspecify.annotations.Nullable;

/**
 * Holds one offer of permessage-deflate that this server can satisfy (RFC 7692 §7.1).
 *
 * @param serverForgets whether each message of ours must inflate by itself
 * @param clientForgets whether each message of the client inflates by itself
 * @param boundsServerWindow whether the client asked how far back we refer, which is 32 KB; it may not ask for less
 */
public record DeflateOffer(boolean serverForgets, boolean clientForgets, boolean boundsServerWindow) {

    static final String NAME = "permessage-deflate";

    private static final String SERVER_FORGETS = "server_no_context_takeover";
    private static final String CLIENT_FORGETS = "client_no_context_takeover";
    private static final String SERVER_WINDOW = "server_max_window_bits";
    private static final String CLIENT_WINDOW = "client_max_window_bits";

    /** The only window that {@link java.util.zip.Deflater} has. */
    private static final String OUR_WINDOW = "15";

    private static final Pattern WINDOW = Pattern.compile("[89]|1[0-5]");

    /**
     * Finds the client's most preferred offer that is acceptable.
     *
     * @param headers the values of {@code Sec-WebSocket-Extensions}, each with one offer or several
     * @return the offer, or null if there is none
     */
    public static @Nullable DeflateOffer firstAcceptable(List<String> headers) {
        // Tyrus' parser fails on an empty one.
        List<String> filled = headers.stream()
                .map(String::strip)
                .filter(header -> !header.isEmpty())
                .toList();
        for (Extension offered : TyrusExtension.fromHeaders(filled)) {
            DeflateOffer offer = NAME.equals(offered.getName()) ? of(offered.getParameters()) : null;
            if (offer != null) {
                return offer;
            }
        }
        return null;
    }

    /** Reads the parameters of one offer; null if it must be declined. */
    static @Nullable DeflateOffer of(List<Extension.Parameter> parameters) {
        Set<String> names = new HashSet<>();
        for (Extension.Parameter parameter : parameters) {
            if (!names.add(parameter.getName()) || !acceptable(parameter.getName(), parameter.getValue())) {
                return null;
            }
        }
        return new DeflateOffer(
                names.contains(SERVER_FORGETS), names.contains(CLIENT_FORGETS), names.contains(SERVER_WINDOW));
    }

    private static boolean acceptable(String name, @Nullable String value) {
        return switch (name) {
            case SERVER_FORGETS, CLIENT_FORGETS -> value == null;
            case SERVER_WINDOW -> OUR_WINDOW.equals(value);
            // Whatever the client's window is, ours for inflating is as large, so the answer need not mention it.
            case CLIENT_WINDOW -> value == null || WINDOW.matcher(value).matches();
            default -> false;
        };
    }

    /** Returns the parameters of the answer, which repeat what was asked for and so promise it. */
    List<Extension.Parameter> answer() {
        List<Extension.Parameter> answer = new ArrayList<>();
        if (serverForgets) {
            answer.add(new TyrusParameter(SERVER_FORGETS, null));
        }
        if (clientForgets) {
            answer.add(new TyrusParameter(CLIENT_FORGETS, null));
        }
        if (boundsServerWindow) {
            answer.add(new TyrusParameter(SERVER_WINDOW, OUR_WINDOW));
        }
        return answer;
    }
}
