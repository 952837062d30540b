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
    /** An event that brings a task. */
    public record Work(Runnable task) {}

    private static final int THREADS = 16;

    @Inject
    Event<Work> events;

    /** Runs a task on many threads at once, and then does the work on one of them. */
    void run(Runnable work) {
        CountDownLatch together = new CountDownLatch(THREADS);
        CompletableFuture<?>[] tasks =
                Stream.generate(() -> occupyThread(together)).limit(THREADS).toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(tasks).thenRun(() -> events.fireAsync(new Work(work)));
    }

    void observe(@ObservesAsync Work event) {
        event.task().run();
    }

    @SuppressWarnings("BanJNDI") // the name is a constant of the platform
    private static CompletableFuture<Boolean> occupyThread(CountDownLatch together) {
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
