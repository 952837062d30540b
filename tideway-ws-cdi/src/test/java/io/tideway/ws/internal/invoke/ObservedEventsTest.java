package io.tideway.ws.internal.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.ConnectionClosed;
import io.tideway.ws.RoomLeft;
import io.tideway.ws.UserConnected;
import io.tideway.ws.internal.fixture.TestNode;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObservedEventsTest {

    @Dependent
    static class Unconcerned {
        void observe(@Observes String text) {}
    }

    @Dependent
    static class OfRooms {
        void observe(@Observes RoomLeft event) {}
    }

    @Dependent
    static class OfUsersLater {
        void observe(@ObservesAsync UserConnected event) {}
    }

    @Dependent
    static class OfConnections {
        void observe(@Observes ConnectionClosed event) {}
    }

    @Dependent
    static class OfEverything {
        void observe(@Observes Object event) {}
    }

    @Test
    void anApplicationWithoutObserversHasNoListeners() {
        assertThat(listeners(Unconcerned.class)).isEmpty();
    }

    @Test
    void anObserverOfOneEventIsAListenerOfItsKindOnly() {
        assertThat(listeners(OfRooms.class)).containsExactly("rooms");
        assertThat(listeners(OfConnections.class)).containsExactly("connections");
    }

    @Test
    void anAsynchronousObserverCounts() {
        assertThat(listeners(OfUsersLater.class)).containsExactly("users");
    }

    @Test
    void anObserverOfObjectIsAListenerOfAll() {
        assertThat(listeners(OfEverything.class)).containsExactly("connections", "failures", "rooms", "users");
    }

    private static List<String> listeners(Class<?> observer) {
        try (SeContainer container = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addBeanClasses(observer)
                .initialize()) {
            BeanManager beans = container.getBeanManager();
            CallbackContext context = new CallbackContext(
                    ObservedEventsTest.class.getClassLoader(),
                    NoRequestScope::new,
                    new ConnectionContext(),
                    new TestNode().node.log());
            CdiEvents events = new CdiEvents(context, beans.getEvent(), Runnable::run, new TestNode().node.log());
            ObservedEvents observed = new ObservedEvents(beans, events);
            List<String> kinds = new ArrayList<>();
            observed.connections().forEach(listener -> kinds.add("connections"));
            observed.failures().forEach(listener -> kinds.add("failures"));
            observed.memberships().forEach(listener -> kinds.add("rooms"));
            observed.users().forEach(listener -> kinds.add("users"));
            return kinds;
        }
    }
}
