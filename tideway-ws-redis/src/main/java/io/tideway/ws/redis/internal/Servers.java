package io.tideway.ws.redis.internal;

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
 * is on its way has been answered; then it is sent in its order again. So what one caller asks for never overtakes.
 */
final class Servers implements Link.Events, Search.Events {
    private static final int MOST_ATTEMPTS = 7;
    private static final String SLOTS_MOVED = "slots have moved to another server";

    private final Loop loop;
    private final Connector connector;
    private final Search search;
    private final Duration limit;
    private final ChannelSubscriptions subscriptions;
    private final Outage outage;
    private final Routes routes = new Routes();
    private final WaitingOperations waiting = new WaitingOperations();
    private final RefusedSubscriptions refused;
    private final Permissions permissions;

    private boolean repeated;
    private boolean stopped;
    private volatile boolean repairing;
    private volatile boolean refusing;

    Servers(
            String nodeId,
            RedisSettings settings,
            RedisNames names,
            Loop loop,
            Connector connector,
            BrokerListener listener) {
        this.loop = loop;
        this.connector = connector;
        this.limit = settings.commandTimeout();
        this.search = new Search(nodeId, settings, names, loop, connector, routes, this);
        this.subscriptions = new ChannelSubscriptions(names, listener, routes::to);
        this.refused = new RefusedSubscriptions(loop, subscriptions);
        this.outage = new Outage(listener, limit);
        this.permissions = new Permissions(settings.user(), settings.prefix());
    }

    CompletableFuture<Void> started() {
        return outage.started();
    }

    void start() {
        try {
            connector.start();
        } catch (RuntimeException | Error unusable) {
            // As where Netty is missing in the WAR: nothing would ever complete the stage.
            outage.attemptFailed(unusable.toString());
            throw unusable;
        }
        loop.every(Duration.ofMillis(100), this::tick);
        search.now();
    }

    /** Returns why a call fails at once, or null if it may be sent or wait; on any thread. */
    @Nullable
    BrokerException refusal() {
        return refusing ? outage.exception() : null;
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
        subscriptions.subscribe(channel, stage, outage.deadline(), System.nanoTime() + limit.toNanos());
    }

    void unsubscribe(Channel channel, CompletableFuture<Void> stage) {
        subscriptions.unsubscribe(channel, stage, outage.deadline());
        settle();
    }

    @Override
    public void changed(List<Link> gone) {
        gone.forEach(link -> {
            subscriptions.lost(link);
            link.close();
        });
        int moved = subscriptions.moveAway();
        if ((moved > 0 || !gone.isEmpty()) && outage.isOver()) {
            outage.begin(SLOTS_MOVED);
        }
        routes.all().forEach(subscriptions::renew);
    }

    @Override
    public void opened(Link link) {
        refusing = false;
        subscriptions.renew(link);
        resume();
    }

    @Override
    public void ended(String failure) {
        repairing = false;
        if (failure.isEmpty()) {
            resume();
            settle();
        } else {
            permissions.check(failure);
            outage.attemptFailed(failure);
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

    /** Tells that every connection is ready, once it is. */
    private void settle() {
        if (!search.isRunning() && subscriptions.areRenewed() && routes.areComplete() && outage.end()) {
            permissions.reset();
        }
    }

    private void tick() {
        long now = System.nanoTime();
        routes.all().forEach(link -> link.tick(now));
        waiting.expire(now, outage::exception);
        subscriptions.tick(now, outage::exception);
        refusing = !outage.isOver() && routes.all().isEmpty() && now - outage.deadline() > 0;
    }

    @Override
    public void message(String channel, byte[] frame) {
        subscriptions.deliver(channel, frame);
    }

    @Override
    public void subscribed(Link link, String channel) {
        if (subscriptions.subscribed(link, channel) && subscriptions.haveRefused()) {
            refused.retrySoon();
        }
        settle();
    }

    @Override
    public void unsubscribed(Link link, String channel) {
        if (subscriptions.unsubscribed(link, channel)) {
            outage.begin(SLOTS_MOVED);
            search.now();
        }
    }

    @Override
    public void refusedSubscription(Link link, List<String> channels, Throwable failure) {
        String why = link.address() + ": " + Failures.text(failure);
        switch (Failures.kind(failure)) {
            case DENIED -> {
                permissions.check(why);
                subscriptions.refused(link, channels);
                outage.begin(why);
                refused.retryLater();
            }
            case ELSEWHERE -> {
                subscriptions.refused(link, channels);
                search.later();
            }
            default -> link.lost(why);
        }
    }

    @Override
    public void refusedUnsubscription(Link link, Throwable failure) {
        // A connection that is closed has no subscriptions.
        String why = link.address() + ": " + Failures.text(failure);
        permissions.check(why);
        link.lost(why);
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
                    repeated |= operation.attempts > 1;
                }
            }
            case NO_MASTER -> {
                operation.fail(Failures.exception(link.address(), failure));
                link.lost(link.address() + ": " + Failures.text(failure));
            }
            case DENIED, REFUSED -> {
                permissions.check(Failures.text(failure));
                operation.fail(Failures.exception(link.address(), failure));
            }
        }
    }

    @Override
    public void answeredLast() {
        if (repairing) {
            loop.execute(this::repair);
        }
    }

    private void repair() {
        if (!repairing || search.isRunning() || routes.all().stream().anyMatch(link -> link.unanswered() > 0)) {
            return;
        }
        List<CompletableFuture<?>> loads = routes.all().stream()
                .filter(Link::isReady)
                .<CompletableFuture<?>>map(link -> link.loadScripts().toCompletableFuture())
                .toList();
        CompletionStage<Void> unused = CompletableFuture.allOf(loads.toArray(new CompletableFuture<?>[0]))
                .whenCompleteAsync((ignored, failure) -> searchAgain(), loop);
    }

    private void searchAgain() {
        if (repeated) {
            // The servers do not agree yet where a slot is.
            repeated = false;
            search.later();
        } else {
            search.now();
        }
    }

    @Override
    public void lost(Link link, String why) {
        routes.remove(link);
        subscriptions.lost(link);
        outage.begin(why);
        link.close().whenCompleteAsync((ignored, failure) -> search.later(), loop);
        answeredLast();
    }

    /** Ends everything; completes once nothing arrives any longer. */
    CompletionStage<Void> stop() {
        stopped = true;
        refused.stop();
        search.stop();
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
