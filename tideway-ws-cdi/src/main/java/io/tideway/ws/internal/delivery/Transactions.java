package io.tideway.ws.internal.delivery;

/** Knows the transaction of the calling thread; thread-safe. */
@FunctionalInterface
public interface Transactions {
    /** Knows no transaction: that of a server without them. */
    Transactions NONE = task -> false;

    /**
     * Has a task run once the transaction of the calling thread has committed, after the tasks given before; never if
     * it rolls back, or is going to.
     *
     * @return false if there is no transaction, so that the task is the caller's to run
     * @throws IllegalStateException if the transaction is already being committed and takes no more tasks
     */
    boolean afterCommit(Runnable task);
}
