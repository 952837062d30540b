package io.tideway.ws.internal.centrifuge;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the calls of one client against its own limit and those of the methods. Calls begin one after the other, and
 * end on any thread.
 */
final class CallLimits {
    private final Client client;
    private final Count all;
    private Map<RemoteMethod, Count> byMethod = Map.of(); // of those with limits of their own that have been called

    CallLimits(Client client) {
        this.client = client;
        this.all = new Count(client.application().limits().maxCalls());
    }

    /** Counts calls that are under way. */
    static class Count {
        private final int most;
        private final AtomicInteger underWay = new AtomicInteger();

        private Count(int most) {
            this.most = most;
        }

        void begin() {
            if (underWay.get() >= most) {
                throw new ClientErrorException(ClientError.TOO_MANY_REQUESTS);
            }
            underWay.incrementAndGet();
        }

        void end() {
            underWay.decrementAndGet();
        }
    }

    /** Counts the calls of a method with limits of its own, among all calls. */
    private static final class MethodCount extends Count {
        private final Count all;
        private final TokenBucket bucket;

        private MethodCount(RemoteMethod method, Count all, Client client) {
            super(method.maxInFlight());
            this.all = all;
            this.bucket = new TokenBucket(method.rate(), client.clock());
        }

        @Override
        void begin() {
            super.begin();
            try {
                all.begin();
            } catch (ClientErrorException e) {
                super.end();
                throw e;
            }
            try {
                bucket.take();
            } catch (ClientErrorException e) {
                end();
                throw e;
            }
        }

        @Override
        void end() {
            super.end();
            all.end();
        }
    }

    /**
     * Lets a call begin.
     *
     * @return what is to be told when it ends
     * @throws ClientErrorException if there are too many
     */
    Count begin(RemoteMethod method) {
        Count count = method.isLimited() ? of(method) : all;
        count.begin();
        return count;
    }

    private Count of(RemoteMethod method) {
        if (byMethod.isEmpty()) {
            byMethod = new HashMap<>(2);
        }
        return byMethod.computeIfAbsent(method, called -> new MethodCount(called, all, client));
    }
}
