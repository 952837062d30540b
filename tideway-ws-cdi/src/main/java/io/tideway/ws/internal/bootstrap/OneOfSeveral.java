package io.tideway.ws.internal.bootstrap;

import io.tideway.ws.internal.broker.BrokerLink;
import io.tideway.ws.spi.BrokerException;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Is a node that a broker connects to others.
 *
 * @param link what connects it
 * @param settings whether it has to be connected from the beginning
 */
record OneOfSeveral(BrokerLink link, ClusterSettings settings) implements NodeLink {
    @Override
    public void start() {
        CompletionStage<Void> connected = link.start();
        if (settings.isRequired()) {
            await(connected);
        } else {
            var unused = connected.whenComplete((first, failure) -> {
                if (failure != null) {
                    BootstrapMessages.brokerNotReachableYet(text(failure));
                }
            });
        }
    }

    private void await(CompletionStage<Void> connected) {
        try {
            connected.toCompletableFuture().get(settings.startTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(BootstrapMessages.brokerNotReachable(text(e)), e);
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    BootstrapMessages.brokerNotReachable("no answer within " + settings.startTimeout()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(BootstrapMessages.brokerNotReachable("interrupted"), e);
        }
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
    public void stop(Duration budget) {
        link.stop(budget);
    }
}
