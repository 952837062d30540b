package io.tideway.ws.internal.centrifuge;

import io.tideway.ws.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Answers a client that connects.
 *
 * @param client the client
 * @param id that of its request
 * @param expiry when its authentication expires, if ever
 * @param data the application's value for it, in JSON, if any
 * @param rooms the rooms that the application has it join
 */
record ConnectReply(
        Client client, long id, Optional<Instant> expiry, Optional<String> data, Map<String, JoinedRoom> rooms) {

    /** Writes the answer; what was missed is not recovered where the outbound queue cannot take it. */
    Message frame() {
        long mostBytes = client.endpoint().options().outboundQueueBytes() / 2;
        if (rooms.values().stream().mapToLong(JoinedRoom::missedBytes).sum() > mostBytes) {
            return unrecovered().write(); // without encoding what no client would get
        }
        Message frame = write();
        return FrameSize.of(frame) > mostBytes ? unrecovered().write() : frame;
    }

    private ConnectReply unrecovered() {
        Map<String, JoinedRoom> without = new LinkedHashMap<>(rooms);
        without.replaceAll((room, joined) -> joined.unrecovered());
        return new ConnectReply(client, id, expiry, data, without);
    }

    private Message write() {
        return client.replies().result(id, "connect", fields -> {
            fields.string("client", client.shown().id());
            Expiry.write(fields, expiry, client.clock());
            fields.json("data", data.orElse(null));
            if (!rooms.isEmpty()) {
                fields.map(
                        "subs",
                        rooms.entrySet(),
                        Map.Entry::getKey,
                        (room, joined) -> joined.getValue().write(room));
            }
            Duration interval = client.endpoint().options().heartbeatInterval();
            if (!interval.isZero()) {
                fields.number("ping", Math.max(1, interval.plusMillis(999).toSeconds()))
                        .ifTrue("pong", true);
            }
        });
    }
}
