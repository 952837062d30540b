package io.tideway.ws.redis.internal;

/** Asks again, less and less often, for subscriptions that a server has refused. Of the loop's thread. */
final class RefusedSubscriptions {
    private final Loop loop;
    private final ChannelSubscriptions subscriptions;
    private final Backoff pauses = new Backoff();

    private boolean planned;
    private boolean stopped;

    RefusedSubscriptions(Loop loop, ChannelSubscriptions subscriptions) {
        this.loop = loop;
        this.subscriptions = subscriptions;
    }

    /** Asks after a pause that grows from one time to the next. */
    void retryLater() {
        if (planned) {
            return;
        }
        planned = true;
        loop.after(pauses.next(), () -> {
            planned = false;
            if (!stopped) {
                subscriptions.retryRefused();
            }
        });
    }

    /** Asks soon, since a server has begun to accept subscriptions. */
    void retrySoon() {
        pauses.reset();
        retryLater();
    }

    void stop() {
        stopped = true;
    }
}
