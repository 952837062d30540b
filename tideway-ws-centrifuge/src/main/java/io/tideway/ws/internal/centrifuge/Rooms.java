package io.tideway.ws.internal.centrifuge;

import io.tideway.ws.realtime.JoinDecision;
import io.tideway.ws.realtime.PublishDecision;

/** Lets one client renew its permission for a room, leave it and publish to it. */
final class Rooms {
    private final Client client;
    private final RoomSubscriptions subscriptions;
    private final RateLimit publications;

    Rooms(Client client, RoomSubscriptions subscriptions) {
        this.client = client;
        this.subscriptions = subscriptions;
        this.publications = new RateLimit(client.application().limits().publishRate(), client.clock());
    }

    /**
     * Renews the permission for a room.
     *
     * @throws ClientErrorException for an error that the client gets
     */
    void refresh(Command command) {
        String room = command.room();
        if (!subscriptions.has(room)) {
            throw new ClientErrorException(ClientError.PERMISSION_DENIED);
        }
        Object decision = client.ask(client.callbacks().joinRefresh(), new Request(command, client.endpoint()).join());
        if (decision instanceof JoinDecision.Denied denied) {
            if (denied.code() == ClientError.TOKEN_EXPIRED.code()) {
                // Clients leave a room permanently after an error; after this they reconnect, and fetch a new token.
                client.connection().close(CloseCodes.SUBSCRIPTION_EXPIRED);
                return;
            }
            leave(room);
            throw new ClientErrorException(ClientError.of(denied));
        }
        JoinDecision.Allowed allowed = (JoinDecision.Allowed) decision;
        subscriptions.renew(room, allowed);
        client.send(client.replies()
                .result(command.id, "sub_refresh", fields -> Expiry.write(fields, allowed.expiry(), client.clock())));
    }

    void unsubscribe(Command command) {
        leave(command.room());
        client.send(client.replies().result(command.id, "unsubscribe", fields -> {}));
    }

    private void leave(String room) {
        subscriptions.remove(room);
        client.connection().leave(room);
    }

    /**
     * Publishes to a room.
     *
     * @throws ClientErrorException for an error that the client gets
     */
    void publish(Command command) {
        String room = command.room();
        Content data = command.data;
        if (data == null) {
            throw new MalformedFrame("nothing to publish");
        }
        if (!client.endpoint().isRoom(room)) {
            throw new ClientErrorException(ClientError.BAD_REQUEST);
        }
        publications.take();
        Object decision = subscriptions
                .in(room)
                .filter(JoinDecision.Allowed::mayPublish)
                .<Object>map(allowed -> PublishDecision.allow())
                .orElseGet(() ->
                        client.ask(client.callbacks().publish(), new Request(command, client.endpoint()).publish()));
        if (decision instanceof PublishDecision.Denied denied) {
            throw new ClientErrorException(ClientError.of(denied));
        }
        if (decision instanceof PublishDecision.Allowed
                && client.endpoint()
                        .publish(client.shown(), room, data.message())
                        .isRefusedByBroker()) {
            throw new ClientErrorException(ClientError.INTERNAL);
        }
        client.send(client.replies().result(command.id, "publish", fields -> {}));
    }
}
