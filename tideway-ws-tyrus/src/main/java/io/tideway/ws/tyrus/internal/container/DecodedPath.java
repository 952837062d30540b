package io.tideway.ws.tyrus.internal.container;

import io.tideway.ws.internal.upgrade.PercentEncoding;
import io.tideway.ws.internal.upgrade.RequestPath;
import java.io.CharConversionException;
import java.util.regex.Pattern;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.util.RequestURIRef;

/**
 * Decodes the path of a request, by which Grizzly finds its handler.
 *
 * <p>Grizzly's own decoding drops dots, so that {@code /a/.../b} reaches the handler of {@code /b}; it reads a plus as
 * a space, and routes by what precedes the first semicolon.
 */
final class DecodedPath {
    private static final Pattern SLASHES = Pattern.compile("//+");

    private DecodedPath() {}

    /**
     * Lets a handler keep the path that {@link #set} has decoded. Grizzly decodes it again for one that forbids escaped
     * slashes, which {@link RequestGuard} has refused already.
     */
    static void keptBy(HttpHandler handler) {
        handler.setAllowEncodedSlash(true);
    }

    /** Sets the decoded path of a request, as the Servlet specification (§3.5.2) and most servers read it. */
    static void set(HttpRequestPacket request) throws CharConversionException {
        String path = PercentEncoding.decode(RequestPath.withoutParameters(request.getRequestURI()));
        RequestURIRef uri = request.getRequestURIRef();
        uri.setDefaultURIEncoding(null); // as Grizzly asks for it later
        uri.setDecodedURI(SLASHES.matcher(path).replaceAll("/"));
        // Grizzly routes by the characters.
        uri.getDecodedRequestURIBC(true).toChars(null);
    }
}
