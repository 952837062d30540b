package io.tideway.ws;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Tells the others in a room about one of its members.
 *
 * <pre>{@code
 * manager.room("board:7").presence().thenAccept(presence ->
 *         presence.members().forEach(member -> connection.sendText(member.userId().orElse("a guest") + " is here")));
 * }</pre>
 *
 * @param connectionId the id of the member's connection
 * @param userId the user it belongs to, if any
 * @param info what the connection shows of itself ({@code setInfo}), a JSON text, if any
 * @param since when it joined, by the clock of its node
 */
public record PresenceMember(String connectionId, Optional<String> userId, Optional<String> info, Instant since) {

    /**
     * Checks that every part is there.
     *
     * @throws NullPointerException if a part is null
     */
    public PresenceMember {
        Objects.requireNonNull(connectionId, "connectionId must not be null");
        Objects.requireNonNull(userId, "userId must not be null");
        Objects.requireNonNull(info, "info must not be null");
        Objects.requireNonNull(since, "since must not be null");
    }
}
