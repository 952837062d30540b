package io.tideway.ws.redis.internal;

import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.SlotHash;
import io.tideway.ws.spi.BrokerException;
import io.tideway.ws.spi.BrokerListener;
import io.tideway.ws.spi.Channel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a link to each master, gives each operation to the right one, and connects again after losses. Of the loop's
 * thread, except where said.
 *
 * <p>What cannot be sent waits here in its order, until {@code command-timeout} after the beginning of the outage;
 * later it fails at once. Where a server sends an operation elsewhere, or has lost the scripts, everything waits until
 * all that is on its way has been answered; then it goes out in its order again. So what one caller asks for never
 * overtakes.
 */
final class Servers implements Link.Events {
    private static final int MOST_ATTEMPTS = 5;
    private static final long LEAST_DELAY = 50;
    private static final long MOST_DELAY = 1600;

    private final Loop loop;
    private final Connector connector;
    private final Directory directory;
    private final Names names;
    private final String nodeId;
    private final Duration limit;
    private final BrokerListener listener;
    private final Subscriptions subscriptions;
    private final CompletableFuture<Void> started = new CompletableFuture<>();

    private final Map<String, Link> links = new HashMap<>();
    private final Map<String, Link.Identity> earlier = new HashMap<>();
    private final Deque<Operation<?>> waiting = new ArrayDeque<>();
    private final List<Operation<?>> again = new ArrayList<>();
    private @Nullable Layout layout;
    private String cause = "not connected yet";
    private long outageSince = System.nanoTime();
    private long delay = LEAST_DELAY;
    private long sequence;
    private boolean connected;
    private boolean searching;
    private boolean searchAgain;
    private boolean stopped;
    private volatile boolean repairing;

    Servers(
            String nodeId,
            RedisSettings settings,
            Names names,
            Loop loop,
            Connector connector,
            BrokerListener listener) {
        this.nodeId = nodeId;
        this.names = names;
        this.loop = loop;
        this.connector = connector;
        this.listener = listener;
        this.limit = settings.commandTimeout();
        this.directory = new Directory(connector, settings.servers());
        this.subscriptions = new Subscriptions(names, listener, this::readyLink);
    }

    CompletableFuture<Void> started() {
        return started;
    }

    void start() {
        loop.every(Duration.ofMillis(100), this::tick);
        search();
    }

    /** Sends an operation, or lets it wait. */
    void submit(Operation<?> operation) {
        operation.sequence = sequence++;
        Link link = repairing ? null : readyLink(operation.slot());
        if (link != null) {
            link.send(operation);
            return;
        }
        operation.deadline = deadline();
        if (stopped) {
            operation.fail(RedisMessages.stopped());
        } else if (System.nanoTime() - operation.deadline > 0) {
            operation.fail(RedisMessages.unreachable(cause));
        } else {
            waiting.add(operation);
        }
    }

    void subscribe(Channel channel, CompletableFuture<Void> stage) {
        subscriptions.subscribe(channel, stage, deadline());
    }

    void unsubscribe(Channel channel, CompletableFuture<Void> stage) {
        subscriptions.unsubscribe(channel, stage, deadline());
    }

    private long deadline() {
        return (connected ? System.nanoTime() : outageSince) + limit.toNanos();
    }

    private @Nullable Link readyLink(int slot) {
        Layout known = layout;
        Link link = known == null ? null : links.get(known.addressOf(slot));
        return link != null && link.isReady() ? link : null;
    }

    private void search() {
        if (searching || stopped) {
            searchAgain = true;
            return;
        }
        searching = true;
        searchAgain = false;
        Collection<RedisURI> known =
                layout == null ? List.of() : layout.servers().values();
        CompletionStage<Layout> unused = directory
                .find(known)
                .whenCompleteAsync(
                        (found, failure) -> {
                            if (stopped) {
                                return;
                            }
                            if (failure != null) {
                                searched(Failures.text(failure));
                            } else {
                                connect(found);
                            }
                        },
                        loop);
    }

    private void connect(Layout found) {
        layout = found;
        List<String> gone = links.keySet().stream()
                .filter(address -> !found.servers().containsKey(address))
                .toList();
        for (String address : gone) {
            Link link = links.remove(address);
            if (link != null) {
                subscriptions.lost(link);
                link.close();
            }
        }
        int moved = subscriptions.moveAway();
        if ((moved > 0 || !gone.isEmpty()) && connected) {
            disconnected("slots have moved to another server");
        }
        List<CompletableFuture<?>> attempts = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        found.servers().forEach((address, server) -> {
            Link present = links.get(address);
            if (present != null && present.isReady()) {
                subscriptions.renew(present);
                return;
            }
            String probe = names.probe(
                    nodeId, found.firstNumber(address, number -> SlotHash.getSlot(names.probe(nodeId, number))));
            Link link = new Link(server, found.isCluster(), probe, connector, limit, loop, this);
            attempts.add(link.open(earlier.remove(address))
                    .handleAsync((ignored, failure) -> opened(link, failure, failures), loop)
                    .toCompletableFuture());
        });
        CompletionStage<Void> unused = CompletableFuture.allOf(attempts.toArray(new CompletableFuture<?>[0]))
                .whenCompleteAsync(
                        (ignored, failure) -> searched(failures.isEmpty() ? "" : String.join("; ", failures)), loop);
    }

    private @Nullable Void opened(Link link, @Nullable Throwable failure, List<String> failures) {
        if (failure != null || stopped) {
            failures.add(failure == null ? "stopped" : Failures.text(failure));
            link.close();
            return null;
        }
        links.put(link.address(), link);
        subscriptions.renew(link);
        resume();
        return null;
    }

    private void searched(String failure) {
        searching = false;
        if (stopped) {
            return;
        }
        repairing = false;
        if (failure.isEmpty()) {
            delay = LEAST_DELAY;
            resume();
            settle();
            if (searchAgain) {
                search();
            }
            return;
        }
        if (!connected) {
            cause = failure;
        }
        RedisMessages.attemptFailed(failure);
        started.completeExceptionally(RedisMessages.unreachable(failure));
        searchLater();
    }

    private void searchLater() {
        loop.after(Duration.ofMillis(delay + ThreadLocalRandom.current().nextLong(delay / 4 + 1)), this::search);
        delay = Math.min(MOST_DELAY, delay * 2);
    }

    /** Sends what has waited, in its order. */
    private void resume() {
        if (repairing) {
            return;
        }
        again.addAll(waiting);
        waiting.clear();
        again.sort(Comparator.comparingLong(operation -> operation.sequence));
        List<Operation<?>> ready = List.copyOf(again);
        again.clear();
        for (Operation<?> operation : ready) {
            Link link = readyLink(operation.slot());
            if (link == null) {
                waiting.add(operation);
            } else if (!operation.isFinished()) {
                link.send(operation);
            }
        }
    }

    /** Tells that everything stands, once it does. */
    private void settle() {
        Layout known = layout;
        if (connected || searching || known == null || !subscriptions.areRenewed()) {
            return;
        }
        boolean all = known.servers().keySet().stream().allMatch(address -> {
            Link link = links.get(address);
            return link != null && link.isReady();
        });
        if (all) {
            connected = true;
            listener.connected();
            started.complete(null);
        }
    }

    private void disconnected(String why) {
        cause = why;
        if (connected) {
            connected = false;
            outageSince = System.nanoTime();
            listener.disconnected(RedisMessages.unreachableBecause(why));
        }
    }

    private void tick() {
        long now = System.nanoTime();
        List.copyOf(links.values()).forEach(link -> link.tick(now));
        while (!waiting.isEmpty() && now - waiting.peek().deadline > 0) {
            waiting.poll().fail(RedisMessages.unreachable(cause));
        }
        subscriptions.tick(now, () -> RedisMessages.unreachable(cause));
    }

    @Override
    public void message(String channel, byte[] frame) {
        subscriptions.deliver(channel, frame);
    }

    @Override
    public void subscribed(Link link, String channel) {
        subscriptions.subscribed(link, channel);
        settle();
    }

    @Override
    public void unsubscribed(Link link, String channel) {
        if (subscriptions.unsubscribed(link, channel)) {
            disconnected("slots have moved to another server");
            search();
        }
    }

    @Override
    public void refusedSubscription(Link link, Throwable failure) {
        // It says no channel, so all of the link's are made anew.
        link.lost(link.address() + ": " + Failures.text(failure));
    }

    @Override
    public void refused(Link link, Operation<?> operation, Throwable failure) {
        switch (Failures.kind(failure)) {
            case SCRIPT_MISSING, ELSEWHERE -> {
                operation.attempts++;
                if (operation.attempts > MOST_ATTEMPTS) {
                    operation.fail(RedisMessages.notSettled(Failures.text(failure)));
                } else {
                    again.add(operation);
                    repairing = true;
                }
            }
            case NO_MASTER -> {
                operation.fail(Failures.exception(link.address(), failure));
                link.lost(link.address() + ": " + Failures.text(failure));
            }
            case REFUSED -> operation.fail(Failures.exception(link.address(), failure));
        }
    }

    @Override
    public void answeredLast() {
        if (repairing) {
            loop.execute(this::repair);
        }
    }

    private void repair() {
        if (!repairing || searching || links.values().stream().anyMatch(link -> link.unanswered() > 0)) {
            return;
        }
        List<CompletableFuture<?>> loads = links.values().stream()
                .filter(Link::isReady)
                .<CompletableFuture<?>>map(link -> link.loadScripts().toCompletableFuture())
                .toList();
        CompletionStage<Void> unused = CompletableFuture.allOf(loads.toArray(new CompletableFuture<?>[0]))
                .whenCompleteAsync((ignored, failure) -> search(), loop);
    }

    @Override
    public void lost(Link link, String why) {
        links.remove(link.address(), link);
        earlier.put(link.address(), link.identity());
        subscriptions.lost(link);
        disconnected(why);
        link.close().whenCompleteAsync((ignored, failure) -> search(), loop);
        answeredLast();
    }

    /** Ends everything; completes once nothing arrives any longer. */
    CompletionStage<Void> stop() {
        stopped = true;
        BrokerException cause = RedisMessages.stopped();
        waiting.forEach(operation -> operation.fail(cause));
        again.forEach(operation -> operation.fail(cause));
        waiting.clear();
        again.clear();
        started.completeExceptionally(cause);
        subscriptions.stop(cause);
        List<CompletableFuture<?>> closes = new ArrayList<>();
        List.copyOf(links.values()).forEach(link -> closes.add(link.close().toCompletableFuture()));
        links.clear();
        return CompletableFuture.allOf(closes.toArray(new CompletableFuture<?>[0]));
    }
}
