package io.tideway.ws.internal.invoke;

import io.tideway.ws.internal.delivery.Transactions;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Knows the server's Jakarta transactions; none where the server has none, or before {@link #lookUp}. Thread-safe. */
public final class ServerTransactions implements Transactions {
    private static final String REGISTRY = "java:comp/TransactionSynchronizationRegistry";

    private volatile Transactions found = NONE;

    /** Looks them up; on the thread that deploys, since others may not see the application's names. */
    @SuppressWarnings("BanJNDI") // the name is a constant of the platform
    public void lookUp() {
        try {
            found = JakartaTransactions.of(new InitialContext().lookup(REGISTRY));
        } catch (NamingException | RuntimeException | LinkageError noneHere) {
            found = NONE; // also where the API is missing, which only the other class uses
        }
    }

    /** Lets the server's go. */
    public void release() {
        found = NONE;
    }

    @Override
    public boolean afterCommit(Runnable task) {
        return found.afterCommit(task);
    }
}
