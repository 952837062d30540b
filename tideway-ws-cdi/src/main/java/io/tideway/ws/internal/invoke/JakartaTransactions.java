package io.tideway.ws.internal.invoke;

import io.tideway.ws.internal.delivery.Transactions;
import io.tideway.ws.internal.threads.UnexpectedErrors;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Runs tasks after the commit of a Jakarta transaction; loaded only where the server has the API. */
final class JakartaTransactions implements Transactions {
    private final TransactionSynchronizationRegistry registry;
    private final Object key = new Object(); // of this application's tasks in each transaction

    private JakartaTransactions(TransactionSynchronizationRegistry registry) {
        this.registry = registry;
    }

    /** Returns the transactions of a registry; none if the object is something else. */
    static Transactions of(Object registry) {
        return registry instanceof TransactionSynchronizationRegistry known ? new JakartaTransactions(known) : NONE;
    }

    @Override
    public boolean afterCommit(Runnable task) {
        return switch (registry.getTransactionStatus()) {
            case Status.STATUS_NO_TRANSACTION, Status.STATUS_COMMITTED -> false;
            case Status.STATUS_MARKED_ROLLBACK, Status.STATUS_ROLLING_BACK, Status.STATUS_ROLLEDBACK -> true;
            default -> {
                tasks().waiting.add(task);
                yield true;
            }
        };
    }

    /**
     * Returns the tasks of the current transaction; one synchronization for all, since the order of several is not
     * defined.
     */
    private Tasks tasks() {
        if (registry.getResource(key) instanceof Tasks present) {
            return present;
        }
        Tasks tasks = new Tasks();
        registry.registerInterposedSynchronization(tasks);
        registry.putResource(key, tasks);
        return tasks;
    }

    private static final class Tasks implements Synchronization {
        private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

        @Override
        public void beforeCompletion() {}

        @Override
        public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
                waiting.forEach(Tasks::run);
            }
        }

        private static void run(Runnable task) {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                UnexpectedErrors.reportTask(e); // the other messages must still be sent
            }
        }
    }
}
