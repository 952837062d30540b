package io.tideway.ws.internal.bootstrap;

import io.tideway.ws.internal.options.ModuleOptions;
import io.tideway.ws.internal.options.Settings;
import io.tideway.ws.internal.registry.ConnectionIds;
import java.util.function.Consumer;

/**
 * Holds the configuration of a node: what its rooms remember, and the broker that connects it to others.
 *
 * @param ids of its connections, which begin with its own
 * @param rooms the options of rooms
 * @param defaults what they say
 * @param cluster what is said of other nodes
 */
record NodeSettings(ConnectionIds ids, ModuleOptions rooms, RoomDefaults defaults, ClusterSettings cluster) {
    static NodeSettings read(Settings settings, ClassLoader loader) {
        ConnectionIds ids = new ConnectionIds(NodeId.next());
        ModuleOptions rooms = new ModuleOptions(settings, "rooms");
        return new NodeSettings(
                ids, rooms, RoomDefaults.read(rooms), new ClusterSettings(settings, loader, ids.nodeId()));
    }

    void tellProblems(Consumer<String> problems) {
        rooms.problems().forEach(problems);
        cluster.problems().forEach(problems);
    }
}
