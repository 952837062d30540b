package io.tideway.ws.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CallbackThreadTest {
    private final CallbackThread callback = new CallbackThread();

    @Test
    void interruptsTheThreadThatIsInACallbackAndLeavesItClean() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CompletableFuture<String> told = CompletableFuture.supplyAsync(() -> {
            callback.enter();
            String how = "returned";
            try {
                inside.countDown();
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                how = "interrupted";
                Thread.currentThread().interrupt();
            } finally {
                callback.leave();
            }
            return how + ", still " + Thread.currentThread().isInterrupted();
        });
        inside.await();
        assertThat(callback.interrupt()).get().asString().contains(getClass().getName());
        assertThat(told.get(60, TimeUnit.SECONDS)).isEqualTo("interrupted, still false");
    }

    @Test
    void leavesAThreadAloneThatHasLeftTheCallback() {
        callback.enter();
        callback.leave();
        assertThat(callback.interrupt()).isEmpty();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void leavesTheCallingThreadAloneWhichMayBeStoppingTheServerFromACallback() {
        callback.enter();
        assertThat(callback.interrupt()).isEmpty();
        callback.leave();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
}
