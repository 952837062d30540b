package io.tideway.ws.tyrus.internal.container;

import org.glassfish.grizzly.http.server.ErrorPageGenerator;
import org.glassfish.grizzly.http.server.Request;
import org.jspecify.annotations.Nullable;

/** Shows status and phrase of an HTTP error and nothing else; Grizzly's own page shows stack traces. */
final class PlainErrors implements ErrorPageGenerator {

    @Override
    public String generate(
            Request request,
            int status,
            String reasonPhrase,
            @Nullable String description,
            @Nullable Throwable exception) {
        // Grizzly sends this as text/html; the phrase is its own, never the client's.
        return status + " " + reasonPhrase;
    }
}
