package io.tideway.ws.internal.bootstrap;

import io.tideway.ws.internal.broker.BrokerLink;
import io.tideway.ws.spi.BrokerException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Connects a node to others by a broker. */
final class ClusterNodeLink implements NodeLink {
    private final BrokerLink link;
    private final ClusterSettings settings;
    private final CompletableFuture<Void> stopping = new CompletableFuture<>();

    /**
     * Creates the node.
     *
     * @param link what connects it
     * @param settings whether it has to be connected from the beginning, and how long to wait for that
     */
    ClusterNodeLink(BrokerLink link, ClusterSettings settings) {
        this.link = link;
        this.settings = settings;
    }

    /** Starts; clients that come from now on find the broker connected, where it is reachable. */
    @Override
    public void start() {
        CompletableFuture<Void> attempt = link.start().toCompletableFuture();
        if (settings.isRequired()) {
            awaitConnection(attempt);
        } else {
            awaitAttempt(attempt);
        }
    }

    @Override
    public void abandonStart() {
        stopping.complete(null);
    }

    /** Waits for the first attempt alone: whatever becomes of it, the node starts. */
    private void awaitAttempt(CompletableFuture<Void> attempt) {
        try {
            await(attempt);
        } catch (ExecutionException e) {
            beginsAlone(text(e));
        } catch (TimeoutException e) {
            beginsAlone(limit());
            var unused = attempt.exceptionally(failure -> {
                beginsAlone(text(failure)); // the cause, which shows only now
                return null;
            });
        } catch (InterruptedException e) {
            beginsAlone("interrupted");
            Thread.currentThread().interrupt(); // for the caller
        }
    }

    /** Tells that the node begins alone, except where it ends, and with it the attempt. */
    private void beginsAlone(String why) {
        if (!stopping.isDone()) {
            BootstrapMessages.brokerNotReachableYet(why);
        }
    }

    /** Waits for the connection, also where the first attempt fails: the broker may start together with the node. */
    private void awaitConnection(CompletableFuture<Void> attempt) {
        try {
            await(link.connection().toCompletableFuture());
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(BootstrapMessages.brokerNotReachable(reason(attempt)), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(BootstrapMessages.brokerNotReachable("interrupted"), e);
        }
    }

    /** Waits at most the start timeout, and not beyond the stop of the node. */
    private void await(CompletableFuture<Void> connection)
            throws ExecutionException, TimeoutException, InterruptedException {
        CompletableFuture.anyOf(connection, stopping)
                .get(settings.startTimeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    private String reason(CompletableFuture<Void> attempt) {
        return attempt.handle((first, failure) -> failure == null ? limit() : limit() + ", " + text(failure))
                .getNow(limit());
    }

    private String limit() {
        return "no connection within " + settings.startTimeout();
    }

    /** Returns what a broker says for an operator. */
    private static String text(Throwable failure) {
        Throwable cause =
                failure instanceof BrokerException || failure.getCause() == null ? failure : failure.getCause();
        return cause instanceof BrokerException
                ? String.valueOf(cause.getMessage())
                : cause.getClass().getName();
    }

    @Override
    public void upkeep() {
        link.upkeep();
    }

    @Override
    public boolean isReady() {
        return !settings.isRequired() || link.isConnected();
    }

    @Override
    public void stop(Duration budget) {
        abandonStart();
        link.stop(budget);
    }
}
