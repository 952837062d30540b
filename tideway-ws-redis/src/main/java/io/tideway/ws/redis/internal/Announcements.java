package io.tideway.ws.redis.internal;

import io.tideway.ws.ClusterNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Calls the script of the nodes' announcements. Thread-safe. */
final class Announcements {
    private final String nodeId;
    private final RedisNames names;
    private final Submissions submissions;

    Announcements(String nodeId, RedisNames names, Submissions submissions) {
        this.nodeId = nodeId;
        this.names = names;
        this.submissions = submissions;
    }

    CompletionStage<Void> announce(ClusterNode node, Duration timeToLive) {
        return submissions.<Void>call(Script.NODES, names.nodes(), reply -> null, link -> new byte[][] {
            RedisValues.text("announce"),
            RedisValues.text(node.id()),
            RedisValues.text(timeToLive.toMillis()),
            RedisValues.node(node)
        });
    }

    CompletionStage<Void> withdraw() {
        return submissions.<Void>call(Script.NODES, names.nodes(), reply -> null, link ->
                new byte[][] {RedisValues.text("withdraw"), RedisValues.text(nodeId)});
    }

    CompletionStage<List<ClusterNode>> list() {
        return submissions.call(
                Script.NODES, names.nodes(), Announcements::nodes, link -> new byte[][] {RedisValues.text("list")});
    }

    private static List<ClusterNode> nodes(List<?> reply) {
        List<ClusterNode> nodes = new ArrayList<>();
        for (int at = 0; at < reply.size(); at += 2) {
            nodes.add(RedisValues.node(reply.get(at), reply.get(at + 1)));
        }
        return List.copyOf(nodes);
    }
}
