package io.tideway.ws.it.contract.app;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.ConnectionManager;
import io.tideway.ws.Target;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.realtime.Authentication;
import io.tideway.ws.realtime.CallException;
import io.tideway.ws.realtime.Credentials;
import io.tideway.ws.realtime.JoinDecision;
import io.tideway.ws.realtime.JoinRequest;
import io.tideway.ws.realtime.RealtimeHandler;
import io.tideway.ws.realtime.RemoteCall;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import jakarta.validation.constraints.NotBlank;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Serves clients of the Centrifuge protocol, whose token is the user's name. */
@WebSocketEndpoint("/realtime")
public class RealtimeEndpoint implements RealtimeHandler {
    @Inject
    ConnectionManager manager;

    /** What is ordered. */
    public record Order(String item, int count) {
        @JsonbCreator
        public Order(@JsonbProperty("item") String item, @JsonbProperty("count") int count) {
            this.item = item;
            this.count = count;
        }
    }

    /** What is ordered, in a record without annotations. */
    public record PlainOrder(String item, int count) {}

    /** What was ordered. */
    @JsonbPropertyOrder({"by", "what"})
    public static class Confirmation {
        public String by;
        public String what;
    }

    @Override
    public Authentication onAuthenticate(Connection connection, Credentials given) {
        String token = given.token().orElse("");
        return switch (token) {
            case "forged" -> Authentication.deny();
            case "old" -> Authentication.expired();
            default -> Authentication.of(token);
        };
    }

    @Override
    public JoinDecision onJoin(Connection connection, JoinRequest join) {
        return join.room().startsWith(RealtimeRooms.PREFIX)
                ? JoinDecision.allow().history().presence().publish()
                : JoinDecision.deny();
    }

    @Override
    public void onText(Connection connection, String text) {
        connection.sendText(text);
    }

    @RemoteCall("order")
    public Confirmation order(Connection connection, Order order) {
        if (order.count() < 1) {
            throw new CallException(400, "count must be at least 1");
        }
        Confirmation confirmation = new Confirmation();
        confirmation.by = connection.userId().orElse("anonymous");
        confirmation.what = order.count() + " " + order.item();
        return confirmation;
    }

    @RemoteCall("later")
    public CompletionStage<Confirmation> later(Connection connection, String item) {
        return CompletableFuture.supplyAsync(() -> order(connection, new Order(item, 2)));
    }

    @RemoteCall("validated")
    public String validated(@NotBlank(message = "must not be blank") String text) {
        return text;
    }

    @RemoteCall("plain")
    public int plain(PlainOrder order) {
        return order.count();
    }

    @RolesAllowed("accountant")
    @RemoteCall("for-accountants")
    public void forAccountants() {}

    @RemoteCall("close")
    public int close(int code) {
        return manager.to(Target.user("closing-" + code)).close(new CloseFrame(code, "told to"));
    }
}
