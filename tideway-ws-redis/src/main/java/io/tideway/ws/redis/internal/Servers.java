package io.tideway.ws.redis.internal;

import io.lettuce.core.cluster.SlotHash;
import io.tideway.ws.spi.BrokerException;
import io.tideway.ws.spi.BrokerListener;
import io.tideway.ws.spi.Channel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a link to each master, gives each operation to the right one, and connects again after losses. Of the loop's
 * thread, except where said.
 *
 * <p>What cannot be sent waits in its order, until {@code command-timeout} after the beginning of the outage; later it
 * fails at once. Where a server sends an operation elsewhere, or has lost the scripts, everything waits until all that
 * is on its way has been answered; then it goes out in its order again. So what one caller asks for never overtakes.
 */
final class Servers implements Link.Events {
    private static final int MOST_ATTEMPTS = 5;
    private static final String SLOTS_MOVED = "slots have moved to another server";

    private final Loop loop;
    private final Connector connector;
    private final Directory directory;
    private final Names names;
    private final String nodeId;
    private final Duration limit;
    private final Subscriptions subscriptions;
    private final Outage outage;
    private final Routes routes = new Routes();
    private final WaitingOperations waiting = new WaitingOperations();
    private final Backoff backoff = new Backoff();

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
        this.limit = settings.commandTimeout();
        this.directory = new Directory(connector, settings.servers());
        this.subscriptions = new Subscriptions(names, listener, routes::to);
        this.outage = new Outage(listener, limit);
    }

    CompletableFuture<Void> started() {
        return outage.started();
    }

    void start() {
        loop.every(Duration.ofMillis(100), this::tick);
        search();
    }

    /** Sends an operation, or lets it wait. */
    void submit(Operation<?> operation) {
        waiting.number(operation);
        Link link = repairing ? null : routes.to(operation.slot());
        if (link != null) {
            link.send(operation);
            return;
        }
        operation.deadline = outage.deadline();
        if (stopped) {
            operation.fail(RedisMessages.stopped());
        } else if (System.nanoTime() - operation.deadline > 0) {
            operation.fail(outage.exception());
        } else {
            waiting.add(operation);
        }
    }

    void subscribe(Channel channel, CompletableFuture<Void> stage) {
        subscriptions.subscribe(channel, stage, outage.deadline());
    }

    void unsubscribe(Channel channel, CompletableFuture<Void> stage) {
        subscriptions.unsubscribe(channel, stage, outage.deadline());
    }

    private void search() {
        if (searching || stopped) {
            searchAgain = true;
            return;
        }
        searching = true;
        searchAgain = false;
        CompletionStage<Layout> unused = directory
                .find(routes.servers())
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
        List<Link> gone = routes.change(found);
        gone.forEach(link -> {
            subscriptions.lost(link);
            link.close();
        });
        int moved = subscriptions.moveAway();
        if ((moved > 0 || !gone.isEmpty()) && outage.isOver()) {
            outage.begin(SLOTS_MOVED);
        }
        List<CompletableFuture<?>> attempts = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        found.servers().forEach((address, server) -> {
            Link present = routes.ready(address);
            if (present != null) {
                subscriptions.renew(present);
                return;
            }
            LinkOpening opening =
                    new LinkOpening(server, found.isCluster(), probe(found, address), connector, limit, loop);
            attempts.add(opening.open(routes.takeEarlier(address), this)
                    .handleAsync((link, failure) -> opened(link, failure, failures), loop)
                    .toCompletableFuture());
        });
        CompletionStage<Void> unused = CompletableFuture.allOf(attempts.toArray(new CompletableFuture<?>[0]))
                .whenCompleteAsync((ignored, failure) -> searched(String.join("; ", failures)), loop);
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
            subscriptions.renew(link);
            resume();
        }
        return null;
    }

    private void searched(String failure) {
        searching = false;
        if (stopped) {
            return;
        }
        repairing = false;
        if (!failure.isEmpty()) {
            outage.attemptFailed(failure);
            loop.after(backoff.next(), this::search);
            return;
        }
        backoff.reset();
        resume();
        settle();
        if (searchAgain) {
            search();
        }
    }

    /** Sends what has waited, in its order. */
    private void resume() {
        if (repairing) {
            return;
        }
        waiting.drain(operation -> {
            Link link = routes.to(operation.slot());
            if (link == null) {
                waiting.add(operation);
            } else if (!operation.isFinished()) {
                link.send(operation);
            }
        });
    }

    /** Tells that everything stands, once it does. */
    private void settle() {
        if (!searching && subscriptions.areRenewed() && routes.areComplete()) {
            outage.end();
        }
    }

    private void tick() {
        long now = System.nanoTime();
        routes.all().forEach(link -> link.tick(now));
        waiting.expire(now, outage::exception);
        subscriptions.tick(now, outage::exception);
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
            outage.begin(SLOTS_MOVED);
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
                    waiting.addAgain(operation);
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
        if (!repairing || searching || routes.all().stream().anyMatch(link -> link.unanswered() > 0)) {
            return;
        }
        List<CompletableFuture<?>> loads = routes.all().stream()
                .filter(Link::isReady)
                .<CompletableFuture<?>>map(link -> link.loadScripts().toCompletableFuture())
                .toList();
        CompletionStage<Void> unused = CompletableFuture.allOf(loads.toArray(new CompletableFuture<?>[0]))
                .whenCompleteAsync((ignored, failure) -> search(), loop);
    }

    @Override
    public void lost(Link link, String why) {
        routes.remove(link);
        subscriptions.lost(link);
        outage.begin(why);
        link.close().whenCompleteAsync((ignored, failure) -> search(), loop);
        answeredLast();
    }

    /** Ends everything; completes once nothing arrives any longer. */
    CompletionStage<Void> stop() {
        stopped = true;
        BrokerException cause = RedisMessages.stopped();
        waiting.failAll(cause);
        outage.started().completeExceptionally(cause);
        subscriptions.stop(cause);
        List<CompletableFuture<?>> closes = new ArrayList<>();
        routes.all().forEach(link -> closes.add(link.close().toCompletableFuture()));
        routes.clear();
        return CompletableFuture.allOf(closes.toArray(new CompletableFuture<?>[0]));
    }
}
