package io.tideway.ws.examples.notifications;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tells one user something, or everyone.
 *
 * @param id unique
 * @param userId whom it is for; null, and so absent in the JSON text, if for everyone
 * @param title a short text
 * @param message a longer one
 * @param timestamp when it was made, to the millisecond
 */
@JsonbPropertyOrder({"id", "userId", "title", "message", "timestamp"})
public record Notification(String id, @Nullable String userId, String title, String message, Instant timestamp) {

    static Notification of(@Nullable String userId, String title, String message) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return new Notification(UUID.randomUUID().toString(), userId, title, message, now);
    }
}
