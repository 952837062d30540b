package io.tideway.ws.examples.notifications;

import static io.tideway.ws.Target.user;

import io.tideway.ws.Audience;
import io.tideway.ws.ConnectionManager;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** Takes notifications over HTTP and passes them on to the listening clients: {@code POST /api/notifications}. */
@Path("notifications")
@ApplicationScoped
public class NotificationResource {

    @Inject
    ConnectionManager manager;

    /**
     * Sends a notification to one user, or to everyone.
     *
     * @param request what to send; null where the body is empty
     * @return 202 with the notification as it was sent, also if no client listens
     * @throws jakarta.ws.rs.BadRequestException if something is missing or too long; the answer says what
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response send(@Nullable NotificationRequest request) {
        if (request == null) {
            throw NotificationRequest.badRequest("the body is missing");
        }
        Notification notification = request.toNotification();
        Audience listeners = notification.userId() == null ? manager.toAll() : manager.to(user(notification.userId()));
        listeners.onPath(NotificationHandler.PATH).broadcastJson(notification);
        return Response.accepted(notification).build();
    }
}
