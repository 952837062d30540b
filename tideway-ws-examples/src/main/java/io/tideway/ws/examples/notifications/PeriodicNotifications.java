package io.tideway.ws.examples.notifications;

import io.tideway.ws.ConnectionManager;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/**
 * Sends a notification to everyone every five seconds.
 *
 * <p>It begins with CDI's {@code Startup} event, which a WAR receives on every server and a program without one as
 * well, unlike a servlet listener or the initialisation of an EJB.
 */
@ApplicationScoped
public class PeriodicNotifications {
    private static final String MANAGED = "java:comp/DefaultManagedScheduledExecutorService";
    private static final int PERIOD_SECONDS = 5;

    @Inject
    ConnectionManager manager;

    private final AtomicLong count = new AtomicLong();
    private @Nullable ScheduledExecutorService own; // null where the server has one
    private @Nullable ScheduledFuture<?> task;

    void start(@Observes Startup event) {
        ScheduledExecutorService scheduler = managed().orElseGet(this::createOwn);
        task = scheduler.scheduleAtFixedRate(this::send, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
    }

    @PreDestroy
    void stop() {
        if (task != null) {
            task.cancel(false);
        }
        if (own != null) {
            own.shutdownNow();
        }
    }

    private void send() {
        String message = "This is notification number " + count.incrementAndGet() + ".";
        manager.toAll().onPath(NotificationHandler.PATH).broadcastJson(Notification.of(null, "System update", message));
    }

    @SuppressWarnings("BanJNDI") // the name is the platform's
    private static Optional<ScheduledExecutorService> managed() {
        try {
            return Optional.of((ScheduledExecutorService) new InitialContext().lookup(MANAGED));
        } catch (NamingException noServer) {
            return Optional.empty();
        }
    }

    private ScheduledExecutorService createOwn() {
        own = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "notifications");
            thread.setDaemon(true);
            return thread;
        });
        return own;
    }
}
