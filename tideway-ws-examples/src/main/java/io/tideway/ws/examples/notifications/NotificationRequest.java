package io.tideway.ws.examples.notifications;

import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a notification; what {@code POST /api/notifications} takes.
 *
 * @param userId whom to tell, 1 to 255 characters; everyone if absent
 * @param title 1 to 200 characters
 * @param message 1 to 2,000 characters
 */
public record NotificationRequest(
        @Nullable String userId,
        @Nullable String title,
        @Nullable String message) {

    /** Makes the notification, or answers 400 with everything that is wrong. */
    Notification toNotification() {
        List<String> problems = new ArrayList<>();
        if (userId != null) {
            check("userId", userId, 255, problems);
        }
        check("title", title, 200, problems);
        // Bounded, so that no post fills the outbound queues of the listeners.
        check("message", message, 2_000, problems);
        if (title == null || message == null || !problems.isEmpty()) {
            throw badRequest(String.join("; ", problems));
        }
        return Notification.of(userId, title, message);
    }

    static BadRequestException badRequest(String problem) {
        return new BadRequestException(Response.status(Response.Status.BAD_REQUEST)
                .type(MediaType.TEXT_PLAIN_TYPE.withCharset("UTF-8"))
                .entity(problem)
                .build());
    }

    private static void check(String name, @Nullable String value, int longest, List<String> problems) {
        if (value == null) {
            problems.add(name + " is missing");
        } else if (value.isBlank() || value.length() > longest) {
            problems.add(name + " must be 1 to " + longest + " characters");
        }
    }
}
