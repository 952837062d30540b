package io.tideway.ws.redis.internal;

import io.lettuce.core.RedisURI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Knows which link leads to which slot. Of the loop's thread. */
final class Routes {
    private final Map<String, Link> links = new HashMap<>();
    private final Map<String, Link.Identity> earlier = new HashMap<>();
    private @Nullable Layout layout;

    /** Returns the link that is ready for a slot, or null. */
    @Nullable
    Link to(int slot) {
        return layout == null ? null : ready(layout.addressOf(slot));
    }

    /** Returns the link to a server if it is ready, or null. */
    @Nullable
    Link ready(String address) {
        Link link = links.get(address);
        return link != null && link.isReady() ? link : null;
    }

    List<Link> all() {
        return List.copyOf(links.values());
    }

    Collection<RedisURI> servers() {
        return layout == null ? List.of() : layout.servers().values();
    }

    boolean areComplete() {
        return layout != null && layout.servers().keySet().stream().allMatch(address -> ready(address) != null);
    }

    /** Takes a layout over; returns the links to servers that it does not have any longer. */
    List<Link> change(Layout found) {
        layout = found;
        List<Link> gone = new ArrayList<>();
        for (Link link : all()) {
            if (!found.servers().containsKey(link.address())) {
                links.remove(link.address());
                gone.add(link);
            }
        }
        return gone;
    }

    void add(Link link) {
        links.put(link.address(), link);
    }

    /** Removes a link that has ended, and remembers what the next one to the same server has to know. */
    void remove(Link link) {
        links.remove(link.address(), link);
        earlier.put(link.address(), link.identity());
    }

    /** Returns the link to a server that has ended, once. */
    Link.@Nullable Identity takeEarlier(String address) {
        return earlier.remove(address);
    }

    void clear() {
        links.clear();
    }
}
