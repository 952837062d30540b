package io.tideway.ws.internal.invoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideway.ws.BroadcastResult;
import io.tideway.ws.Broadcaster;
import io.tideway.ws.ConnectionManager;
import io.tideway.ws.internal.delivery.Delivery;
import io.tideway.ws.internal.delivery.LogSizes;
import io.tideway.ws.internal.delivery.NodeConnectionManager;
import io.tideway.ws.internal.delivery.Remote;
import io.tideway.ws.internal.delivery.Transactions;
import io.tideway.ws.internal.fixture.FakeTransport;
import io.tideway.ws.internal.fixture.TestNode;
import io.tideway.ws.internal.outbound.Flusher;
import io.tideway.ws.internal.threads.Pools;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JakartaTransactionsTest {
    private final FakeRegistry transaction = new FakeRegistry();
    private final TestNode node = new TestNode();
    private final FakeTransport transport = new FakeTransport(FakeTransport.Mode.INLINE);
    private final StringBuilder entity = new StringBuilder("before");
    private final ConnectionManager manager = new NodeConnectionManager(
            node.registry,
            node.metrics,
            new Delivery(
                    node.registry,
                    Pools.of(Runnable::run),
                    new Flusher(Runnable::run, 1),
                    List.of(),
                    JakartaTransactions.of(transaction),
                    node.memory,
                    Remote.NONE),
            String::valueOf,
            node.memory,
            node.manager.cluster(),
            () -> LogSizes.NONE,
            () -> Integer.MAX_VALUE);
    private final Broadcaster afterCommit = manager.afterCommit();

    @BeforeEach
    void connect() {
        node.connect(transport);
    }

    @Test
    void messagesLeaveInOrderOnceTheTransactionHasCommitted() {
        transaction.begin();
        assertThat(afterCommit.broadcastText("1")).isEqualTo(BroadcastResult.NONE);
        manager.toAll().afterCommit().broadcastText("2");
        afterCommit.broadcastBinary(new byte[] {3});
        assertThat(transport.count()).isZero();
        transaction.end(Status.STATUS_COMMITTED);
        assertThat(transport.texts()).containsExactly("1", "2");
        assertThat(transport.count()).isEqualTo(3);
        assertThat(transaction.registrations).isEqualTo(1);
    }

    @Test
    void messagesNeverLeaveIfTheTransactionRollsBack() {
        transaction.begin();
        afterCommit.broadcastText("1");
        transaction.end(Status.STATUS_ROLLEDBACK);
        assertThat(transport.count()).isZero();
        assertThat(manager.totalBroadcasts()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {Status.STATUS_MARKED_ROLLBACK, Status.STATUS_ROLLING_BACK, Status.STATUS_ROLLEDBACK})
    void messagesNeverLeaveInATransactionThatIsGoingToRollBack(int status) {
        transaction.begin();
        transaction.status = status;
        assertThat(afterCommit.broadcastText("1")).isEqualTo(BroadcastResult.NONE);
        transaction.end(Status.STATUS_ROLLEDBACK);
        assertThat(transport.count()).isZero();
    }

    @Test
    void messagesLeaveAtOnceWithoutATransaction() {
        assertThat(afterCommit.broadcastText("1").queued()).isEqualTo(1);
        assertThat(transport.texts()).containsExactly("1");
    }

    @Test
    void messagesLeaveAtOnceOnceTheTransactionHasCommitted() {
        transaction.begin();
        transaction.status = Status.STATUS_COMMITTED;
        assertThat(afterCommit.broadcastText("1").queued()).isEqualTo(1);
    }

    @Test
    void theNextTransactionHasMessagesOfItsOwn() {
        transaction.begin();
        afterCommit.broadcastText("lost");
        transaction.end(Status.STATUS_ROLLEDBACK);
        transaction.begin();
        afterCommit.broadcastText("kept");
        transaction.end(Status.STATUS_COMMITTED);
        assertThat(transport.texts()).containsExactly("kept");
    }

    @Test
    void aValueIsSerialisedDuringTheCall() {
        transaction.begin();
        afterCommit.broadcastJson(entity);
        entity.replace(0, entity.length(), "after");
        transaction.end(Status.STATUS_COMMITTED);
        assertThat(transport.texts()).containsExactly("before");
    }

    @Test
    void aMessageThatFailsDoesNotHoldUpTheNext() {
        transaction.begin();
        manager.toAll()
                .matching(connection -> {
                    throw new IllegalStateException("a condition of the application");
                })
                .afterCommit()
                .broadcastText("1");
        afterCommit.broadcastText("2");
        transaction.end(Status.STATUS_COMMITTED);
        assertThat(transport.texts()).containsExactly("2");
    }

    @Test
    void aTransactionThatIsBeingCommittedTakesNoMessages() {
        transaction.begin();
        transaction.status = Status.STATUS_COMMITTING;
        assertThatThrownBy(() -> afterCommit.broadcastText("1")).isInstanceOf(IllegalStateException.class);
        assertThat(transport.count()).isZero();
    }

    @Test
    void anotherObjectInJndiIsNotATransaction() {
        assertThat(JakartaTransactions.of("something else")).isSameAs(Transactions.NONE);
        ServerTransactions none = new ServerTransactions();
        none.lookUp();
        assertThat(none.afterCommit(() -> {})).isFalse();
    }

    /** Has one transaction at a time. */
    private static final class FakeRegistry implements TransactionSynchronizationRegistry {
        private final Map<Object, Object> resources = new HashMap<>();
        private final List<Synchronization> synchronizations = new ArrayList<>();
        private int status = Status.STATUS_NO_TRANSACTION;
        private int registrations;

        void begin() {
            status = Status.STATUS_ACTIVE;
        }

        void end(int outcome) {
            List<Synchronization> told = List.copyOf(synchronizations);
            synchronizations.clear();
            resources.clear();
            status = Status.STATUS_NO_TRANSACTION;
            told.forEach(synchronization -> synchronization.afterCompletion(outcome));
        }

        @Override
        public Object getTransactionKey() {
            return this;
        }

        @Override
        public void putResource(Object key, Object value) {
            resources.put(key, value);
        }

        @Override
        public Object getResource(Object key) {
            return resources.get(key);
        }

        @Override
        public void registerInterposedSynchronization(Synchronization synchronization) {
            if (status != Status.STATUS_ACTIVE) {
                throw new IllegalStateException("not active");
            }
            registrations++;
            synchronizations.add(synchronization);
        }

        @Override
        public int getTransactionStatus() {
            return status;
        }

        @Override
        public void setRollbackOnly() {
            status = Status.STATUS_MARKED_ROLLBACK;
        }

        @Override
        public boolean getRollbackOnly() {
            return status == Status.STATUS_MARKED_ROLLBACK;
        }
    }
}
