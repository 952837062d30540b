package io.tideway.ws.it.server.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Works on the server's own threads where it has some, on several at once. */
@ApplicationScoped
public class PlainJakartaTasks {
    /** What is to be done; an event. */
    public record Pull(Runnable work) {}

    private static final int HANDS = 16;

    @Inject
    Event<Pull> pulls;

    /** Has all hands busy at once, and does the work when they are done. */
    void pull(Runnable work) {
        CountDownLatch together = new CountDownLatch(HANDS);
        CompletableFuture<?>[] hands =
                Stream.generate(() -> hand(together)).limit(HANDS).toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(hands).thenRun(() -> pulls.fireAsync(new Pull(work)));
    }

    void pulled(@ObservesAsync Pull pull) {
        pull.work().run();
    }

    @SuppressWarnings("BanJNDI") // the name is a constant of the platform
    private static CompletableFuture<Boolean> hand(CountDownLatch together) {
        try {
            ExecutorService managed = InitialContext.doLookup("java:comp/DefaultManagedExecutorService");
            return CompletableFuture.supplyAsync(() -> waitFor(together), managed);
        } catch (NamingException noneHere) {
            return CompletableFuture.completedFuture(false); // on Tomcat
        }
    }

    /**
     * Holds a thread for a moment, so that the next task takes another one; false where the server has fewer threads.
     */
    private static boolean waitFor(CountDownLatch together) {
        together.countDown();
        try {
            return together.await(20, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
