package io.tideway.ws.internal.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.Connection;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.realtime.Authentication;
import io.tideway.ws.realtime.Credentials;
import io.tideway.ws.realtime.RealtimeHandler;
import io.tideway.ws.realtime.RemoteCall;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Vetoed;
import org.junit.jupiter.api.Test;

/**
 * Shows which beans may have methods for clients; without the jar of the protocol a RealtimeHandler is an error, too.
 */
class UncallableMethodsTest {

    @ApplicationScoped
    static class Calls {
        @RemoteCall("greet")
        String greet() {
            return "Hello!";
        }

        @RemoteCall("leave")
        void leave() {}
    }

    @Test
    void aBeanThatIsNotAHandler() {
        assertThat(Deploying.problems(Calls.class))
                .contains(
                        "TIDEWAY-581 class " + Calls.class.getName() + " is not a RealtimeHandler",
                        "@RemoteCall method greet;",
                        "@RemoteCall method leave;");
    }

    @WebSocketEndpoint("/board")
    static class Board extends Calls implements RealtimeHandler {
        @Override
        public Authentication onAuthenticate(Connection connection, Credentials given) {
            return Authentication.anonymous();
        }
    }

    @Test
    void aHandlerInheritsFromABean() {
        assertThat(Deploying.problems(Calls.class, Board.class))
                .contains("TIDEWAY-580")
                .doesNotContain("TIDEWAY-581");
    }

    @Alternative
    @WebSocketEndpoint("/replaced")
    static class Replaced extends Board {}

    @Test
    void aHandlerThatIsNotEnabledInheritsFromABean() {
        assertThat(Deploying.problems(Calls.class, Replaced.class)).isEmpty();
    }

    abstract static class Common {
        @RemoteCall("common")
        public void common() {}
    }

    @Dependent
    static class Service extends Common {}

    @WebSocketEndpoint("/common")
    static class CommonBoard extends Common implements RealtimeHandler {
        @Override
        public Authentication onAuthenticate(Connection connection, Credentials given) {
            return Authentication.anonymous();
        }
    }

    @Test
    void aBeanInheritsTheMethod() {
        assertThat(Deploying.problems(Service.class))
                .contains("TIDEWAY-581 class " + Service.class.getName(), "@RemoteCall method common;");
    }

    @Test
    void aBeanAndAHandlerInheritTheMethod() {
        assertThat(Deploying.problems(Service.class, CommonBoard.class))
                .contains("TIDEWAY-580")
                .doesNotContain("TIDEWAY-581");
    }

    @Alternative
    static class Disabled extends Calls {}

    @Vetoed
    static class NoBean extends Calls {}

    static class Producer {
        @Produces
        NoBean noBean = new NoBean();
    }

    @Test
    void whatIsNotABeanOfItsOwnIsIgnored() {
        assertThat(Deploying.problems(Disabled.class, Common.class, NoBean.class, Producer.class))
                .isEmpty();
    }
}
