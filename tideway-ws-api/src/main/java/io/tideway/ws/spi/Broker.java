package io.tideway.ws.spi;

import io.tideway.ws.ClusterNode;
import io.tideway.ws.HistoryQuery;
import io.tideway.ws.Presence;
import io.tideway.ws.PresenceCount;
import io.tideway.ws.PresenceMember;
import io.tideway.ws.RoomPosition;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Transports publications between the nodes of a cluster and stores what rooms remember.
 *
 * <pre>{@code
 * void run(Broker broker, BrokerListener listener, byte[] data) { // what Tideway calls for a room
 *     Channel lobby = Channel.room("lobby");
 *     broker.start(listener)
 *             .thenCompose(started -> broker.subscribe(lobby))
 *             .thenCompose(subscribed -> broker.publish(lobby, data)); // arrives at the listener of each such node
 * }
 * }</pre>
 *
 * <p>Tideway decides what goes where and what the bytes mean; a broker moves bytes, numbers them and keeps them. Its
 * promises:
 *
 * <ul>
 *   <li><b>Interest.</b> What is published to a channel reaches each subscribed node once, the publishing one included
 *       if it is subscribed, and no other node.
 *   <li><b>Order.</b> What one node publishes to one channel arrives in that order; what it appends to a room's log is
 *       part of the order of the room's channel. What all nodes append arrives in the order of its offsets, on every
 *       node. Between channels there is no order.
 *   <li><b>At most once.</b> Nothing arrives twice, so a broker never repeats a call whose outcome it does not know.
 *       What cannot be delivered is lost; a log shows it as a gap.
 *   <li><b>One step.</b> {@link #append} numbers, keeps and publishes in one step: what a later {@link #read} of any
 *       node returns and what subscribers receive is the same sequence.
 * </ul>
 *
 * <p>No method blocks and none throws for the state of the network; a stage completes exceptionally with
 * {@link BrokerException} if what was asked for has not happened or may not have happened. A broker bounds what waits
 * for an unreachable server, in number, size and time, and fails the rest. Stages complete on threads of the broker;
 * what is chained to them must not block. Names of rooms and ids of users are opaque: any characters except control
 * characters. Thread-safe. {@code BrokerContract} of {@code tideway-ws-junit} checks an implementation.
 */
public interface Broker {

    /**
     * Connects; called once, before every other method except {@link #stop}.
     *
     * @param listener receives everything that arrives, from before the stage completes
     * @return completes once the broker is reachable for the first time, after {@link BrokerListener#connected};
     *     completes exceptionally if the first attempt fails, but the broker keeps trying until {@link #stop}; after a
     *     {@link #stop}, completes exceptionally and does not connect
     */
    CompletionStage<Void> start(BrokerListener listener);

    /**
     * Disconnects and releases everything; stages that are pending and those of later calls complete exceptionally,
     * except that a second stop is the same as the first.
     *
     * <p>It does not withdraw this node's announcement and presence; the caller has done that if it wants to.
     *
     * @return completes, never exceptionally, once the broker makes no further call to the listener and its threads are
     *     about to end
     */
    CompletionStage<Void> stop();

    /**
     * Subscribes this node to a channel; the broker renews subscriptions after each connection loss.
     *
     * <p>The latest call for a channel decides, {@code subscribe} or {@link #unsubscribe}, whatever the order in which
     * their stages complete.
     *
     * @param channel the channel; subscribing twice is the same as once
     * @return completes once everything that is published after that arrives; if it completes exceptionally, the
     *     subscription is still kept and made with the next connection
     */
    CompletionStage<Void> subscribe(Channel channel);

    /**
     * Ends a subscription.
     *
     * @param channel the channel
     * @return completes once nothing more arrives; something may arrive until then
     */
    CompletionStage<Void> unsubscribe(Channel channel);

    /**
     * Publishes to a channel, without keeping it.
     *
     * @param channel the channel
     * @param data what to publish, opaque; not changed afterwards
     * @return completes once the broker has accepted it, whether or not a node is subscribed
     */
    CompletionStage<Void> publish(Channel channel, byte[] data);

    /**
     * Appends to the log of a room and publishes to the room's channel, in one step; see
     * {@link BrokerListener#appended}. A log that does not exist begins with this call.
     *
     * @param room the room's name
     * @param data what to append, opaque; not changed afterwards
     * @param retention how much of the log is kept from now on
     * @return completes with the position once the broker has accepted it; subscribers may have received it before
     */
    CompletionStage<RoomPosition> append(String room, byte[] data, LogRetention retention);

    /**
     * Reads the log of a room; a log that does not exist begins with this call, so that its position is valid.
     *
     * <p>A query from a position of another epoch returns no entries. {@linkplain HistoryQuery.Direction#FORWARDS
     * Forwards}, if the entry right after the position has been removed, the oldest that is kept comes first; from a
     * position at or beyond the end there are no entries. {@linkplain HistoryQuery.Direction#BACKWARDS Backwards} from
     * a position beyond the end, the newest comes first. Only what the retention of this call keeps is returned: at
     * most the latest {@link LogRetention#size()}, none older than {@link LogRetention#age()}.
     *
     * <p>So the entries of a query forwards are complete if the first one has the offset that follows the position's,
     * or if there is none and the position is the current one.
     *
     * @param room the room's name
     * @param query which entries
     * @param retention how much of the log is kept from now on
     * @return completes with the entries and the current position, both of one moment
     */
    CompletionStage<LogPage> read(String room, HistoryQuery query, LogRetention retention);

    /**
     * Keeps the log of a room, its epoch and offset, for another {@link LogRetention#age()}, even if it has no entries;
     * a log that does not exist does not begin. Entries still end by their own age. Called periodically by each node
     * with members.
     *
     * @param room the room's name
     * @param retention how much of the log is kept
     * @return completes once that is done
     */
    CompletionStage<Void> retain(String room, LogRetention retention);

    /**
     * Adds members of this node to the presence of a room, or refreshes them.
     *
     * @param room the room's name
     * @param members the members, possibly none; a member whose connection is in the presence already is replaced, and
     *     its time to live starts again
     * @param timeToLive how long these entries are kept unless they are refreshed, whatever the time to live of other
     *     entries
     * @return completes once that is done
     */
    CompletionStage<Void> present(String room, Collection<PresenceMember> members, Duration timeToLive);

    /**
     * Removes a member from the presence of a room.
     *
     * @param room the room's name
     * @param connectionId the id of its connection; without effect if it is not in the presence
     * @return completes once that is done
     */
    CompletionStage<Void> absent(String room, String connectionId);

    /**
     * Lists the presence of a room, without entries whose time to live is over.
     *
     * @param room the room's name
     * @return completes with the members of all nodes by the time at which they joined, then by their connections' ids
     */
    CompletionStage<Presence> presence(String room);

    /**
     * Counts the presence of a room without entries whose time to live is over, at a cost that does not grow with it.
     *
     * @param room the room's name
     * @return completes with the counts of all nodes
     */
    CompletionStage<PresenceCount> presenceCount(String room);

    /**
     * Announces this node to the others, or refreshes the announcement.
     *
     * @param node this node
     * @param timeToLive how long the announcement is valid unless it is refreshed
     * @return completes once that is done
     */
    CompletionStage<Void> announce(ClusterNode node, Duration timeToLive);

    /**
     * Withdraws the announcement of this node, if there is one; called before a stop.
     *
     * @return completes once that is done
     */
    CompletionStage<Void> withdraw();

    /**
     * Lists the nodes whose announcements have not expired.
     *
     * @return completes with the nodes, this one included once it is announced
     */
    CompletionStage<List<ClusterNode>> nodes();
}
