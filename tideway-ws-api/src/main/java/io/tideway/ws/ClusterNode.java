package io.tideway.ws;

import java.time.Instant;
import java.util.Objects;

/**
 * Describes one node of a cluster.
 *
 * <pre>{@code
 * manager.cluster().nodes().thenAccept(nodes ->
 *         nodes.forEach(node -> System.out.println(node.id() + " has " + node.connections() + " connections")));
 * }</pre>
 *
 * @param id its id, random for each start of the application: letters and digits of ASCII
 * @param startedAt when it started, by its own clock
 * @param connections how many connections it had when it announced itself last
 */
public record ClusterNode(String id, Instant startedAt, int connections) {

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if the count is negative
     * @throws NullPointerException if a part is null
     */
    public ClusterNode {
        Objects.requireNonNull(id, "id must not be null");
        Objects.requireNonNull(startedAt, "startedAt must not be null");
        if (connections < 0) {
            throw new IllegalArgumentException("connections must not be negative, but was " + connections);
        }
    }
}
