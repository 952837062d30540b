package io.tideway.ws.internal.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.Connection;
import io.tideway.ws.ConnectionManager;
import io.tideway.ws.ConnectionOpened;
import io.tideway.ws.ConnectionScoped;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import jakarta.ejb.Stateful;
import jakarta.ejb.Stateless;
import jakarta.enterprise.context.ConversationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.SessionScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.TransactionScoped;
import java.io.Serializable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows which scopes a handler may have: those that are active in its callbacks. */
class HandlerScopesTest {

    @SessionScoped
    @WebSocketEndpoint("/session")
    static class OfASession implements WebSocketHandler, Serializable {
        private static final long serialVersionUID = 1;
    }

    @SessionScoped
    @WebSocketEndpoint("/transient")
    static class NotSerializable implements WebSocketHandler {}

    @ConversationScoped
    @WebSocketEndpoint("/conversation")
    static class OfAConversation implements WebSocketHandler, Serializable {
        private static final long serialVersionUID = 1;
    }

    @TransactionScoped
    @WebSocketEndpoint("/transaction")
    static class OfATransaction implements WebSocketHandler {}

    @ParameterizedTest
    @ValueSource(classes = {OfASession.class, NotSerializable.class, OfAConversation.class, OfATransaction.class})
    void aScopeThatIsNotActiveInCallbacksFailsTheDeployment(Class<?> handler) {
        assertThat(Deploying.problems(handler))
                .contains("TIDEWAY-116", handler.getName(), "use @ApplicationScoped", "@ConnectionScoped")
                .doesNotContain("WELD-");
    }

    @RequestScoped
    @WebSocketEndpoint("/request")
    static class OfARequest implements WebSocketHandler {}

    @ConnectionScoped
    @WebSocketEndpoint("/connection")
    static class OfAConnection implements WebSocketHandler {}

    @Singleton
    @WebSocketEndpoint("/singleton")
    static class OneInstance implements WebSocketHandler {
        void opened(@Observes ConnectionOpened event) {}
    }

    @WebSocketEndpoint("/observing")
    static class Observing implements WebSocketHandler {
        void opened(@Observes ConnectionOpened event) {}
    }

    @ParameterizedTest
    @ValueSource(classes = {OfARequest.class, OfAConnection.class, OneInstance.class, Observing.class})
    void theOtherScopesDeploy(Class<?> handler) {
        assertThat(Deploying.problems(handler)).isEmpty();
    }

    @SessionScoped
    @SuppressWarnings("serial") // CDI injects proxies, which are serializable
    static class Notes implements Serializable {
        private static final long serialVersionUID = 1;

        @Inject
        ConnectionManager manager;

        @Inject
        Connection connection;
    }

    @Test
    void aBeanThatAServerMayWriteToADiskMayHoldTheManagerAndTheConnection() {
        assertThat(Deploying.problems(Notes.class)).isEmpty();
    }

    @Dependent
    @WebSocketEndpoint("/dependent")
    static class DependentObserver implements WebSocketHandler {
        void opened(@Observes ConnectionOpened event) {}
    }

    @Dependent
    @WebSocketEndpoint("/inheriting")
    static class InheritingObserver extends Observing {}

    @Dependent
    @WebSocketEndpoint("/static")
    static class StaticObserver implements WebSocketHandler {
        static void opened(@Observes ConnectionOpened event) {}
    }

    @ParameterizedTest
    @ValueSource(classes = {DependentObserver.class, InheritingObserver.class})
    void anObserverOfADependentHandlerWouldBeAnotherInstance(Class<?> handler) {
        assertThat(Deploying.problems(handler))
                .contains("TIDEWAY-118", handler.getName(), "opened", "use @ApplicationScoped");
    }

    @Test
    void aStaticObserverOfADependentHandlerDeploys() {
        assertThat(Deploying.problems(StaticObserver.class)).isEmpty();
    }

    @Stateful
    @WebSocketEndpoint("/stateful")
    static class StatefulBean implements WebSocketHandler {}

    @Test
    void aStatefulSessionBeanFailsTheDeploymentSinceAnExceptionDiscardsIt() {
        assertThat(Deploying.problems(StatefulBean.class))
                .contains("TIDEWAY-116", StatefulBean.class.getName(), "@Stateful", "@ApplicationScoped");
    }

    @Stateless
    @WebSocketEndpoint("/stateless")
    static class StatelessBean implements WebSocketHandler {
        void opened(@Observes ConnectionOpened event) {}
    }

    @Test
    void aStatelessSessionBeanHasTheOnlyScopeThatItMayHave() {
        TidewayExtension tideway = new TidewayExtension();
        try (SeContainer container = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(tideway)
                .addBeanClasses(StatelessBean.class)
                .initialize()) {
            BeanManager beans = container.getBeanManager();
            assertThat(beans.resolve(beans.getBeans(StatelessBean.class)).getScope())
                    .isEqualTo(Dependent.class);
        }
    }
}
