package io.tideway.ws;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Answers for all nodes that run an application together; without a broker, for this one.
 *
 * <pre>{@code
 * manager.cluster().isOnline("ann").thenAccept(online -> System.out.println("ann is online: " + online));
 * }</pre>
 *
 * <p>Each answer is what the nodes say when they are asked, within two seconds. If a node does not answer in time, or
 * the broker is not reachable, the stage completes exceptionally with {@link io.tideway.ws.spi.BrokerException}: a
 * stage never completes with a partial answer. Thread-safe.
 */
public interface Cluster {

    /** Says whether other nodes can be reached. */
    enum State {
        /** No broker is configured: this node is alone. */
        SINGLE_NODE,
        /** The broker is reachable. */
        CONNECTED,
        /** The broker is not reachable: this node serves its own connections only, until it is. */
        DISCONNECTED
    }

    /**
     * Returns the id of this node.
     *
     * @return a random id for each start of the application: letters and digits of ASCII
     */
    String nodeId();

    /**
     * Tells whether other nodes can be reached.
     *
     * @return the state now
     */
    State state();

    /**
     * Lists the nodes.
     *
     * @return completes with all nodes that have announced themselves, this one included
     */
    CompletionStage<List<ClusterNode>> nodes();

    /**
     * Counts the connections of all nodes.
     *
     * @return completes with the count
     */
    CompletionStage<Integer> connectionCount();

    /**
     * Tells whether a user has a connection on any node.
     *
     * @param userId the user's id
     * @return completes with true if there is one
     * @throws NullPointerException if the id is null
     */
    CompletionStage<Boolean> isOnline(String userId);

    /**
     * Lists the ids of a room's members on all nodes.
     *
     * @param room the room's name
     * @return completes with the ids
     * @throws NullPointerException if the name is null
     */
    CompletionStage<Set<String>> roomMembers(String room);
}
