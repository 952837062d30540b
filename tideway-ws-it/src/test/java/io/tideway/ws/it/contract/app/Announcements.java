package io.tideway.ws.it.contract.app;

import static io.tideway.ws.Target.room;
import static io.tideway.ws.Target.user;

import io.tideway.ws.BroadcastResult;
import io.tideway.ws.ConnectionManager;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

/** Broadcasts what is posted over HTTP; answers {@code "<queued>/<targets>"}. */
@Path("announcements")
@ApplicationScoped
@Consumes(MediaType.TEXT_PLAIN)
@Produces(MediaType.TEXT_PLAIN)
public class Announcements {
    @Inject
    ConnectionManager manager;

    @POST
    public String announce(@QueryParam("room") String room, @QueryParam("user") String user, String text) {
        BroadcastResult result = manager.to(room(room), user(user)).broadcastText(text);
        return result.queued() + "/" + result.targets();
    }

    @GET
    @Path("{room}")
    public String members(@PathParam("room") String room) {
        return manager.roomMembers(room).size() + " of "
                + manager.connections().stream()
                        .filter(connection -> connection.isInRoom(room))
                        .count();
    }
}
