package io.tideway.ws.internal.threads;

import jakarta.enterprise.concurrent.ContextService;
import java.util.concurrent.Executor;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * Runs tasks on the calling thread with what the server gives the application's own threads, {@code java:comp} above
 * all.
 *
 * <p>It takes that from the thread that deploys, by Jakarta Concurrency. A server without that runs tasks as they are.
 * May throw without having run the task, as servers do whose application is stopping. Thread-safe.
 */
final class ApplicationNaming implements Executor {
    private static final String CONTEXTS = "java:comp/DefaultContextService";

    private volatile Captured captured = Captured.NOTHING;

    /** Captures the context of the calling thread, which is the application's. */
    void capture() {
        try {
            captured = Concurrency.ofThisThread();
        } catch (NamingException | RuntimeException | LinkageError noneHere) {
            release();
        }
    }

    /** Lets the application go. */
    void release() {
        captured = Captured.NOTHING;
    }

    @Override
    public void execute(Runnable task) {
        captured.application().execute(task);
    }

    /** Runs what hands a task to an executor of the server's, which captures the context that it finds. */
    void handOver(Runnable handing) {
        captured.handingOver().execute(handing);
    }

    /** Runs a callback on a thread of the container's, which has the context. */
    void callBack(Runnable callback) {
        captured.container().execute(callback);
    }

    /**
     * Holds what runs tasks on the calling thread.
     *
     * @param application gives them the context
     * @param handingOver runs what hands tasks to the server's executor
     * @param container runs callbacks on threads of the container's
     */
    private record Captured(Executor application, Executor handingOver, Executor container) {
        static final Captured NOTHING = of(Runnable::run);

        static Captured of(Executor application) {
            return new Captured(application, Runnable::run, Runnable::run);
        }
    }

    /** Loaded only where {@link #capture} is called, since not every server has the API. */
    private static final class Concurrency {
        private static final String GLASSFISH = "org.glassfish.";
        private static final String LIBERTY = "com.ibm.ws.";

        private Concurrency() {}

        @SuppressWarnings("BanJNDI") // the name is a constant of the platform
        static Captured ofThisThread() throws NamingException {
            ContextService contexts = (ContextService) new InitialContext().lookup(CONTEXTS);
            Executor context = contexts.currentContextExecutor();
            String server = contexts.getClass().getName();
            if (server.startsWith(GLASSFISH)) {
                return onGlassFish(
                        context, task -> contexts.currentContextExecutor().execute(task));
            }
            return server.startsWith(LIBERTY) ? onLiberty(context) : Captured.of(context);
        }

        /**
         * Has callbacks on threads of the container's run in the context, too.
         *
         * <p>Open Liberty gives these threads no local transaction, without which an entity manager works in a
         * transaction only. The context has one.
         */
        private static Captured onLiberty(Executor context) {
            return new Captured(context, Runnable::run, ReliableExecutor.of(context));
        }

        /**
         * Has all code of the application run in a copy of the context that is its own.
         *
         * <p>GlassFish and Payara keep in a captured context, and in that of a thread, the entity managers that are
         * used there without a transaction. They close them at its end, and do not forget them. A copy shares them with
         * its original if there are any by then. And there are copies without being asked for: Tyrus hands a task to
         * the server's executor with each frame. So whatever is copied here has never run code of the application.
         *
         * @param context the one captured at deployment, which only copies are made of
         * @param copy runs a task in a copy of the calling thread's context
         */
        private static Captured onGlassFish(Executor context, Executor copy) {
            return new Captured(task -> context.execute(() -> copy.execute(task)), context, ReliableExecutor.of(copy));
        }
    }
}
