package io.tideway.ws.internal.bootstrap;

import io.tideway.ws.internal.broker.BrokerLink;
import io.tideway.ws.spi.BrokerException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Is a node that a broker connects to others.
 *
 * @param link what connects it
 * @param settings whether it has to be connected from the beginning, and how long to wait for that
 */
record ClusterNodeLink(BrokerLink link, ClusterSettings settings) implements NodeLink {
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

    /** Waits for the first attempt alone: whatever becomes of it, the node starts. */
    private void awaitAttempt(CompletableFuture<Void> attempt) {
        try {
            attempt.get(settings.startTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | CancellationException e) {
            BootstrapMessages.brokerNotReachableYet(text(e));
        } catch (TimeoutException e) {
            BootstrapMessages.brokerNotReachableYet(limit());
            var unused = attempt.exceptionally(failure -> {
                BootstrapMessages.brokerNotReachableYet(text(failure)); // the cause, which shows only now
                return null;
            });
        } catch (InterruptedException e) {
            BootstrapMessages.brokerNotReachableYet("interrupted");
            Thread.currentThread().interrupt(); // for the caller
        }
    }

    /** Waits for the connection, also where the first attempt fails: the broker may start together with the node. */
    private void awaitConnection(CompletableFuture<Void> attempt) {
        try {
            link.connection().toCompletableFuture().get(settings.startTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(BootstrapMessages.brokerNotReachable(reason(attempt)), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(BootstrapMessages.brokerNotReachable("interrupted"), e);
        }
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
        link.stop(budget);
    }
}
