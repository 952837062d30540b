package io.tideway.ws.examples.notifications;

import jakarta.json.bind.JsonbException;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Answers 400 to a body that is empty, no JSON, or JSON of another form.
 *
 * <p>Left to themselves, some servers answer 500, some with the text of an exception, and some with a page.
 */
@Provider
public class RefuseMalformedJson implements ReaderInterceptor {

    @Override
    public @Nullable Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        try {
            return context.proceed();
        } catch (BadRequestException | ProcessingException | JsonbException malformed) {
            throw NotificationRequest.badRequest("the body is not a JSON object with the texts title and message");
        }
    }
}
