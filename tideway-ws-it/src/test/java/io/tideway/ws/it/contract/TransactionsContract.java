package io.tideway.ws.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.it.peer.Peer;
import org.junit.jupiter.api.Test;

/** Holds every server with Jakarta Transactions to {@code afterCommit()}. */
public abstract class TransactionsContract {
    private final Site site;

    protected TransactionsContract(Site site) {
        this.site = site;
    }

    @Test
    void whatIsSentAfterTheCommitLeavesInOrderOnceTheTransactionHasCommitted() {
        Peer peer = site.connect("/transactions");
        assertThat(peer.send("commit").texts(4)).containsExactly("in the transaction", "first", "2", "after it");
    }

    @Test
    void whatIsSentAfterTheCommitNeverLeavesIfTheTransactionRollsBack() {
        Peer peer = site.connect("/transactions");
        assertThat(peer.send("roll back").texts(2)).containsExactly("in the transaction", "after it");
        assertThat(peer.send("outside").texts(2)).containsExactly("at once", "outside");
    }
}
