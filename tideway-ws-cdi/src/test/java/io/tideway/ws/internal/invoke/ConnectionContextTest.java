package io.tideway.ws.internal.invoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideway.ws.Connection;
import io.tideway.ws.internal.fixture.TestNode;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.spi.Contextual;
import jakarta.enterprise.context.spi.CreationalContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ConnectionContextTest {
    private final ConnectionContext context = new ConnectionContext();
    private final Connection connection = new TestNode().connect();
    private final Notes notes = new Notes();

    @Test
    void aBeanIsTheSameUntilTheEnd() {
        context.begin(connection);
        context.enter(connection);
        assertThat(context.isActive()).isTrue();
        assertThat(context.get(notes)).isNull();
        Object created = context.get(notes, new Creation<>());
        assertThat(context.get(notes, new Creation<>())).isSameAs(created);
        assertThat(context.get(notes)).isSameAs(created);
        context.end(connection, e -> {});
        assertThat(notes.destroyed).containsExactly(created);
    }

    @Test
    void anEndedConnectionHasNoScope() {
        context.begin(connection);
        context.enter(connection);
        context.end(connection, e -> {});
        assertThat(context.isActive()).isFalse();
        assertThatThrownBy(() -> context.get(notes, new Creation<>()))
                .isInstanceOf(ContextNotActiveException.class)
                .hasMessageContaining("TIDEWAY-408");
        assertThatThrownBy(() -> context.get(notes)).isInstanceOf(ContextNotActiveException.class);
        assertThat(notes.created).isZero();
    }

    @Test
    void aBeanThatIsBeingDestroyedCreatesNoOther() {
        context.begin(connection);
        context.enter(connection);
        List<Throwable> refused = new ArrayList<>();
        Notes other = new Notes();
        Notes using = new Notes() {
            @Override
            public void destroy(Object instance, CreationalContext<Object> creation) {
                try {
                    context.get(other, new Creation<>());
                } catch (ContextNotActiveException e) {
                    refused.add(e);
                }
            }
        };
        context.get(using, new Creation<>());
        context.end(connection, e -> {});
        assertThat(refused).hasSize(1);
        assertThat(other.created).isZero();
    }

    @Test
    void aBeanThatIsBeingCreatedHoldsUpNoOtherThread() {
        context.begin(connection);
        context.enter(connection);
        Notes other = new Notes();
        Notes using = new Notes() {
            @Override
            public Object create(CreationalContext<Object> creation) {
                return CompletableFuture.supplyAsync(() -> {
                            context.enter(connection);
                            return context.get(other, new Creation<>());
                        })
                        .orTimeout(10, TimeUnit.SECONDS)
                        .join();
            }
        };
        assertThat(context.get(using, new Creation<>())).isSameAs(context.get(other));
    }

    @Test
    void ofABeanThatIsCreatedTwiceAtOnceTheFirstCountsAndTheOtherIsDestroyed() {
        context.begin(connection);
        context.enter(connection);
        Object[] first = new Object[1];
        Notes twice = new Notes() {
            @Override
            public Object create(CreationalContext<Object> creation) {
                if (first[0] == null) {
                    first[0] = new Object();
                    first[0] = context.get(this, new Creation<>());
                }
                return super.create(creation);
            }
        };
        Object got = context.get(twice, new Creation<>());
        assertThat(got).isSameAs(first[0]).isSameAs(context.get(twice));
        assertThat(twice.destroyed).hasSize(1).doesNotContain(got);
    }

    private static class Notes implements Contextual<Object> {
        private final List<Object> destroyed = new ArrayList<>();
        private int created;

        @Override
        public Object create(CreationalContext<Object> creation) {
            created++;
            return new Object();
        }

        @Override
        public void destroy(Object instance, CreationalContext<Object> creation) {
            destroyed.add(instance);
        }
    }

    private static final class Creation<T> implements CreationalContext<T> {
        @Override
        public void push(T incomplete) {}

        @Override
        public void release() {}
    }
}
