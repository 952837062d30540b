package io.tideway.ws.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.junit.TestConnection;
import org.junit.jupiter.api.Test;

/** Tests {@code afterCommit()} on servers with Jakarta Transactions. */
public abstract class TransactionsContract {
    private final ContractClient application;

    protected TransactionsContract(ContractClient application) {
        this.application = application;
    }

    @Test
    void afterCommitSendsInOrderOnceTheTransactionHasCommitted() {
        TestConnection client = application.connect("/transactions");
        assertThat(client.send("commit").nextTexts(4)).containsExactly("in the transaction", "first", "2", "after it");
    }

    @Test
    void afterCommitSendsNothingIfTheTransactionRollsBack() {
        TestConnection client = application.connect("/transactions");
        assertThat(client.send("roll back").nextTexts(2)).containsExactly("in the transaction", "after it");
        assertThat(client.send("outside").nextTexts(2)).containsExactly("at once", "outside");
    }
}
