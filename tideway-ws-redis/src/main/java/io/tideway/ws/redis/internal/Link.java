package io.tideway.ws.redis.internal;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.tideway.ws.spi.BrokerException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Sends what one server is asked for and notices when it does not answer.
 *
 * <p>Its two connections live and end together. Used on the loop's thread, where nothing else is said. A link that has
 * ended is never used again; another one replaces it.
 */
final class Link {

    /** Is told what happens to a link; {@code message} on a thread of Netty, everything else on the loop's. */
    interface Events {
        void message(String channel, byte[] frame);

        void subscribed(Link link, String channel);

        void unsubscribed(Link link, String channel);

        void refusedSubscription(Link link, List<String> channels, Throwable failure);

        void refusedUnsubscription(Link link, Throwable failure);

        void refused(Link link, Operation<?> operation, Throwable failure);

        void answeredLast();

        void lost(Link link, String cause);
    }

    /** Recognises the server process and the connection, to end the connection from the next one. */
    record Identity(String runId, long clientId) {}

    private final String address;
    private final ServerConnections connections;
    private final Identity identity;
    private final Duration limit;
    private final Loop loop;
    private final Events events;
    private final ServerHeartbeat heartbeat;

    private final Deque<Operation<?>> inFlight = new ArrayDeque<>();
    private final AtomicInteger unanswered = new AtomicInteger();
    private boolean ready;
    private boolean flushing;

    Link(String address, ServerConnections connections, Identity identity, Duration limit, Loop loop, Events events) {
        this.address = address;
        this.connections = connections;
        this.identity = identity;
        this.limit = limit;
        this.loop = loop;
        this.events = events;
        this.heartbeat = new ServerHeartbeat(address, connections, limit, loop, this::lost);
    }

    /** Takes the connections into use; returns whether they are still open. */
    boolean begin() {
        connections.listen(new Arrivals());
        connections.flushOnRequest();
        ready = connections.watch(() -> loop.execute(() -> lost(address + ": the connection was closed")));
        return ready;
    }

    String address() {
        return address;
    }

    boolean isReady() {
        return ready;
    }

    Identity identity() {
        return identity;
    }

    String runId() {
        return identity.runId();
    }

    int unanswered() {
        return unanswered.get();
    }

    /** Loads the scripts into the server. */
    CompletionStage<?> loadScripts() {
        CompletionStage<?> loaded = connections.loadScripts();
        flushSoon();
        return loaded;
    }

    /** Sends an operation with the next flush. */
    void send(Operation<?> operation) {
        inFlight.add(operation);
        unanswered.incrementAndGet();
        operation.deadline = System.nanoTime() + limit.toNanos();
        operation.send(this).whenComplete((reply, failure) -> {
            if (failure == null) {
                operation.succeed(reply);
                answered();
            } else {
                loop.execute(() -> {
                    if (!operation.isFinished()) {
                        events.refused(this, operation, failure);
                    }
                    answered();
                });
            }
        });
        flushSoon();
    }

    private void answered() {
        if (unanswered.decrementAndGet() == 0) {
            events.answeredLast();
        }
    }

    /** Publishes, as a part of an operation. */
    RedisFuture<Long> publish(String channel, byte[] frame) {
        return connections.publish(channel, frame);
    }

    /** Calls a script, as a part of an operation. */
    RedisFuture<Object> call(Script script, ScriptOutputType type, String[] keys, byte[]... arguments) {
        return connections.call(script, type, keys, arguments);
    }

    String publishingCommand() {
        return connections.publishingCommand();
    }

    /** Subscribes with as few commands as possible; one that is refused is refused as a whole. */
    void subscribe(Collection<String> channels) {
        for (List<String> batch : connections.batches(channels)) {
            onFailure(connections.subscribe(batch), failure -> events.refusedSubscription(this, batch, failure));
        }
        flushSoon();
    }

    void unsubscribe(String channel) {
        onFailure(connections.unsubscribe(channel), failure -> events.refusedUnsubscription(this, failure));
        flushSoon();
    }

    private void onFailure(RedisFuture<?> subscription, Consumer<Throwable> action) {
        subscription.whenComplete((ignored, failure) -> {
            if (failure != null) {
                loop.execute(() -> {
                    if (ready) {
                        action.accept(failure);
                    }
                });
            }
        });
    }

    /** Writes once for everything that the loop has to do now. */
    private void flushSoon() {
        if (ready && !flushing) {
            flushing = true;
            loop.execute(() -> {
                flushing = false;
                if (ready) {
                    connections.flush();
                }
            });
        }
    }

    /** Looks at the time: whether the server still answers. */
    void tick(long now) {
        while (!inFlight.isEmpty() && inFlight.peek().isFinished()) {
            inFlight.poll();
        }
        boolean late = !inFlight.isEmpty() && now - inFlight.peek().deadline > 0;
        if (late || heartbeat.isLate(now)) {
            BrokerException cause = RedisMessages.timedOut(address, limit);
            inFlight.forEach(operation -> {
                if (now - operation.deadline > 0) {
                    operation.fail(cause);
                }
            });
            lost(address + ": no answer within " + limit.toMillis() + " ms");
        } else if (heartbeat.beat(now)) {
            flushSoon();
        }
    }

    /** Ends the link for a reason that others have noticed; what was sent fails. */
    void lost(String cause) {
        if (ready) {
            ready = false;
            failInFlight(cause);
            events.lost(this, cause);
        }
    }

    /** Closes the connections; completes once nothing more arrives from them. */
    CompletionStage<Void> close() {
        ready = false;
        failInFlight("closed");
        return connections.close();
    }

    private void failInFlight(String cause) {
        inFlight.forEach(operation -> operation.fail(RedisMessages.lost(cause)));
        inFlight.clear();
    }

    /** Takes what the subscriptions bring, on Netty's thread. */
    private final class Arrivals extends RedisPubSubAdapter<String, byte[]> {
        @Override
        public void message(String channel, byte[] frame) {
            events.message(channel, frame);
        }

        @Override
        public void smessage(String channel, byte[] frame) {
            message(channel, frame);
        }

        @Override
        public void subscribed(String channel, long count) {
            loop.execute(() -> events.subscribed(Link.this, channel));
        }

        @Override
        public void ssubscribed(String channel, long count) {
            subscribed(channel, count);
        }

        @Override
        public void unsubscribed(String channel, long count) {
            loop.execute(() -> events.unsubscribed(Link.this, channel));
        }

        @Override
        public void sunsubscribed(String channel, long count) {
            unsubscribed(channel, count);
        }
    }
}
