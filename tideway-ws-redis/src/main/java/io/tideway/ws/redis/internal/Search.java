package io.tideway.ws.redis.internal;

import io.lettuce.core.cluster.SlotHash;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Finds the masters and opens a link to each that has none, one search at a time. Of the loop's thread. */
final class Search {

    /** Is told what a search finds. */
    interface Events {
        void opened(Link link);

        /** Takes the links to servers that the layout does not have any longer. */
        void changed(List<Link> gone);

        /** Is told the end of a search; the text is empty if there is a link to each master. */
        void ended(String failure);
    }

    private final String nodeId;
    private final RedisNames names;
    private final Loop loop;
    private final Connector connector;
    private final Duration limit;
    private final Directory directory;
    private final Routes routes;
    private final Link.Events linkEvents;
    private final Events events;
    private final Backoff backoff = new Backoff();
    private boolean running;
    private boolean again;
    private boolean planned;
    private boolean stopped;
    private long begunAt;

    <E extends Events & Link.Events> Search(
            String nodeId,
            RedisSettings settings,
            RedisNames names,
            Loop loop,
            Connector connector,
            Routes routes,
            E events) {
        this.nodeId = nodeId;
        this.names = names;
        this.loop = loop;
        this.connector = connector;
        this.limit = settings.commandTimeout();
        this.directory = new Directory(connector, settings.servers(), loop, limit);
        this.routes = routes;
        this.linkEvents = events;
        this.events = events;
    }

    boolean isRunning() {
        return running;
    }

    /** Searches now, or once more after the search that is running. */
    void now() {
        if (running) {
            again = true;
            return;
        }
        if (stopped) {
            return;
        }
        running = true;
        again = false;
        begunAt = System.nanoTime();
        CompletionStage<Layout> unused = find().whenCompleteAsync(
                        (found, failure) -> {
                            if (failure != null) {
                                ended(Failures.text(failure));
                            } else if (!stopped) {
                                open(found);
                            }
                        },
                        loop);
    }

    /** Turns what Lettuce throws into a failure of the attempt, as where a class is missing. */
    private CompletionStage<Layout> find() {
        try {
            return directory.find(routes.servers());
        } catch (RuntimeException | Error unusable) {
            return CompletableFuture.failedStage(unusable);
        }
    }

    /** Searches soon: the later, the more often it is asked for in a row. */
    void later() {
        laterAfter(Duration.ZERO);
    }

    private void laterAfter(Duration attempt) {
        if (!planned) {
            planned = true;
            directory.askAnother();
            loop.after(backoff.nextAfter(attempt), () -> {
                planned = false;
                now();
            });
        }
    }

    void stop() {
        stopped = true;
    }

    private void open(Layout found) {
        events.changed(routes.change(found));
        List<CompletableFuture<?>> attempts = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        found.servers().forEach((address, server) -> {
            if (routes.ready(address) == null) {
                LinkOpening opening =
                        new LinkOpening(server, found.isCluster(), probe(found, address), connector, limit, loop);
                attempts.add(opening.open(routes.takeEarlier(address), linkEvents)
                        .handleAsync((link, failure) -> opened(link, failure, failures), loop)
                        .toCompletableFuture());
            }
        });
        CompletionStage<Void> unused = CompletableFuture.allOf(attempts.toArray(new CompletableFuture<?>[0]))
                .whenCompleteAsync((ignored, failure) -> ended(String.join("; ", failures)), loop);
    }

    private String probe(Layout found, String address) {
        return names.probe(nodeId, found.firstNumber(address, number -> SlotHash.getSlot(names.probe(nodeId, number))));
    }

    private @Nullable Void opened(@Nullable Link link, @Nullable Throwable failure, List<String> failures) {
        if (link == null) {
            failures.add(failure == null ? "stopped" : Failures.text(failure));
        } else if (stopped) {
            link.close();
        } else {
            routes.add(link);
            events.opened(link);
        }
        return null;
    }

    private void ended(String failure) {
        running = false;
        if (stopped) {
            return;
        }
        events.ended(failure);
        if (!failure.isEmpty()) {
            laterAfter(Duration.ofNanos(System.nanoTime() - begunAt));
        } else if (again) {
            now();
        }
    }
}
