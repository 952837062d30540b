package io.tideway.ws.tyrus.internal.beans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.Destroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Shows that our controller of request scopes and that of Weld do the same. */
class WeldRequestScopeTest {
    private static final Function<SeContainer, RequestContextController> OURS =
            container -> WeldRequestScope.of(container.getBeanManager());
    private static final Function<SeContainer, RequestContextController> OF_WELD =
            container -> container.select(RequestContextController.class).get();

    @RequestScoped
    public static class Visit {
        private final String id = UUID.randomUUID().toString();

        @Inject
        Diary diary;

        public String id() {
            return id;
        }

        @PreDestroy
        void end() {
            diary.lines().add("end of visit");
        }
    }

    @ApplicationScoped
    public static class Diary {
        private final List<String> lines = new ArrayList<>();

        @Inject
        Visit visit;

        public List<String> lines() {
            return lines;
        }

        @ActivateRequestContext
        public String visitInside() {
            return visit.id();
        }
    }

    @ApplicationScoped
    public static class Observer {
        @Inject
        Diary diary;

        @Inject
        Visit visit;

        void initialized(@Observes @Initialized(RequestScoped.class) Object event) {
            visit.id();
            diary.lines().add("initialized with a " + event.getClass().getSimpleName());
        }

        void beforeDestroyed(@Observes @BeforeDestroyed(RequestScoped.class) Object event) {
            visit.id();
            diary.lines().add("before destroyed with a " + event.getClass().getSimpleName());
        }

        void destroyed(@Observes @Destroyed(RequestScoped.class) Object event) {
            assertThatThrownBy(visit::id).isInstanceOf(ContextNotActiveException.class);
            diary.lines().add("destroyed with a " + event.getClass().getSimpleName());
        }
    }

    static List<Function<SeContainer, RequestContextController>> controllers() {
        return List.of(OURS, OF_WELD);
    }

    private static SeContainer start(Class<?>... beans) {
        return BeanContainer.start("test-" + UUID.randomUUID(), List.of(beans), Discovery.NONE, List.of());
    }

    @ParameterizedTest
    @MethodSource("controllers")
    void eachScopeHasBeansOfItsOwnWhichEndWithIt(Function<SeContainer, RequestContextController> controllers) {
        try (SeContainer container = start(Visit.class, Diary.class)) {
            RequestContextController controller = controllers.apply(container);
            Visit visit = container.select(Visit.class).get();
            Diary diary = container.select(Diary.class).get();
            assertThat(controller.activate()).isTrue();
            String first = visit.id();
            assertThat(visit.id()).isEqualTo(first);
            controller.deactivate();
            assertThat(diary.lines()).containsExactly("end of visit");
            assertThatThrownBy(visit::id).isInstanceOf(ContextNotActiveException.class);

            assertThat(controller.activate()).isTrue();
            assertThat(visit.id()).isNotEqualTo(first);
            controller.deactivate();
            assertThatThrownBy(controller::deactivate).isInstanceOf(ContextNotActiveException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("controllers")
    void aScopeThatIsActiveIsKept(Function<SeContainer, RequestContextController> controllers) {
        try (SeContainer container = start(Visit.class, Diary.class)) {
            RequestContextController outer = controllers.apply(container);
            Visit visit = container.select(Visit.class).get();
            outer.activate();
            String id = visit.id();
            for (Function<SeContainer, RequestContextController> inner : controllers()) {
                RequestContextController controller = inner.apply(container);
                assertThat(controller.activate()).isFalse();
                controller.deactivate();
            }
            assertThat(visit.id()).isEqualTo(id);
            assertThat(container.select(Diary.class).get().visitInside()).isEqualTo(id);
            outer.deactivate();
            assertThatThrownBy(visit::id).isInstanceOf(ContextNotActiveException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("controllers")
    void observersSeeItsLife(Function<SeContainer, RequestContextController> controllers) {
        try (SeContainer container = start(Visit.class, Diary.class, Observer.class)) {
            Diary diary = container.select(Diary.class).get();
            RequestContextController controller = controllers.apply(container);
            controller.activate();
            controller.deactivate();
            assertThat(diary.lines())
                    .containsExactly(
                            "initialized with a String",
                            "before destroyed with a String",
                            "end of visit",
                            "destroyed with a String");
        }
    }
}
