package io.tideway.ws.internal.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.condition.JRE.JAVA_20;

import io.tideway.ws.Connection;
import io.tideway.ws.Dispatch;
import io.tideway.ws.EndpointOptions;
import io.tideway.ws.JsonHandler;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.enterprise.inject.Vetoed;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** One rule, one bean, one test: what is wrong fails the deployment and says what, where and how to fix it. */
class DeploymentErrorsTest {

    @WebSocketEndpoint("/good")
    static class Good implements WebSocketHandler {}

    @Test
    void aGoodHandlerDeploys() {
        assertThat(Deploying.problems(Good.class)).isEmpty();
    }

    @WebSocketEndpoint("/good")
    static class SamePath implements WebSocketHandler {}

    @Test
    void twoHandlersOnOnePath() {
        assertThat(Deploying.problems(Good.class, SamePath.class))
                .contains(
                        "TIDEWAY-102",
                        SamePath.class.getName(),
                        Good.class.getName(),
                        "another @WebSocketEndpoint path");
    }

    @WebSocketEndpoint("/room/{a}")
    static class OneTemplate implements WebSocketHandler {}

    @WebSocketEndpoint("/room/{b}")
    static class EqualTemplate implements WebSocketHandler {}

    @Test
    void twoTemplatesThatMatchTheSamePaths() {
        assertThat(Deploying.problems(OneTemplate.class, EqualTemplate.class))
                .contains("TIDEWAY-102", "/room/{a}", "/room/{b}");
    }

    @Dependent
    static class WithoutPath implements WebSocketHandler {}

    @Test
    void aHandlerWithoutAPath() {
        assertThat(Deploying.problems(WithoutPath.class))
                .contains("TIDEWAY-103", WithoutPath.class.getName(), "@WebSocketEndpoint(\"/path\")");
    }

    @Vetoed
    static class NoBean implements WebSocketHandler {}

    @Test
    void aHandlerThatIsNotABeanIsIgnored() {
        assertThat(Deploying.problems(NoBean.class)).isEmpty();
    }

    @WebSocketEndpoint("/no-handler")
    static class NoHandler {}

    @Test
    void anEndpointWithoutAHandler() {
        assertThat(Deploying.problems(NoHandler.class)).contains("TIDEWAY-104", NoHandler.class.getName(), "implement");
    }

    @WebSocketEndpoint("chat")
    static class BadPath implements WebSocketHandler {}

    @Test
    void aPathThatJakartaDoesNotAccept() {
        assertThat(Deploying.problems(BadPath.class))
                .contains("TIDEWAY-101", "\"chat\"", "start with a slash", "\"/chat\"", BadPath.class.getName());
    }

    @WebSocketEndpoint(value = "/small", outboundQueueMessages = 0)
    static class OutOfBounds implements WebSocketHandler {}

    @Test
    void anOptionOutOfBounds() {
        assertThat(Deploying.problems(OutOfBounds.class))
                .contains(
                        "outbound-queue-messages must be at least 1, but was 0, on @WebSocketEndpoint(\"/small\") of class "
                                + OutOfBounds.class.getName());
    }

    @Test
    @ResourceLock(Resources.SYSTEM_PROPERTIES)
    void anUnknownOption() {
        System.setProperty("tideway.ws.\"/good\".max-romms", "3");
        try {
            assertThat(Deploying.problems(Good.class)).contains("TIDEWAY-120", "max-romms", "max-rooms");
        } finally {
            System.clearProperty("tideway.ws.\"/good\".max-romms");
        }
    }

    private record HiddenOrder(String article) {}

    @WebSocketEndpoint("/orders")
    static class HiddenOrders implements JsonHandler<HiddenOrder> {
        @Override
        public void onJson(Connection connection, HiddenOrder order) {}
    }

    @WebSocketEndpoint("/carts")
    static class HiddenCarts implements JsonHandler<Map<String, List<HiddenOrder[]>>> {
        @Override
        public void onJson(Connection connection, Map<String, List<HiddenOrder[]>> carts) {}
    }

    @Test
    void aMessageOfATypeThatIsNotPublic() {
        for (Class<?> handler : List.of(HiddenOrders.class, HiddenCarts.class)) {
            assertThat(Deploying.problems(handler))
                    .contains(
                            "TIDEWAY-101",
                            "TIDEWAY-595",
                            HiddenOrder.class.getName(),
                            "make the record or class public",
                            handler.getName());
        }
    }

    enum Colour {
        RED
    }

    @WebSocketEndpoint("/colours")
    static class Colours implements JsonHandler<Colour> {
        @Override
        public void onJson(Connection connection, Colour colour) {}
    }

    @Test
    void aMessageOfATypeThatIsNotPublicAndCanBeReadDeploys() {
        assertThat(Deploying.problems(Colours.class)).isEmpty();
    }

    @Dependent
    static class TwoProducers {
        @Produces
        EndpointOptions one() {
            return EndpointOptions.DEFAULTS;
        }

        @Produces
        EndpointOptions two() {
            return EndpointOptions.DEFAULTS;
        }
    }

    @Test
    void severalProducersOfOptions() {
        assertThat(Deploying.problems(Good.class, TwoProducers.class)).contains("TIDEWAY-107", "exactly one");
    }

    @WebSocketEndpoint(value = "/virtual", dispatch = Dispatch.VIRTUAL)
    static class OnVirtualThreads implements WebSocketHandler {}

    @Test
    @EnabledForJreRange(max = JAVA_20)
    void virtualThreadsBelowJava21() {
        assertThat(Deploying.problems(OnVirtualThreads.class)).contains("needs Java 21", "use MANAGED", "/virtual");
    }

    @WebSocketEndpoint("/open")
    @SuppressWarnings("rawtypes")
    static class RawType implements JsonHandler {
        @Override
        public void onJson(Connection connection, Object value) {}
    }

    @Test
    void aJsonHandlerThatDoesNotSayItsType() {
        assertThat(Deploying.problems(RawType.class))
                .contains("TIDEWAY-101", "JsonHandler<Order>", RawType.class.getName());
    }

    @WebSocketEndpoint("/generic")
    static class Generic<T> implements JsonHandler<T> {
        @Override
        public void onJson(Connection connection, T value) {}
    }

    @Test
    void aGenericClassIsReportedWithEveryOtherMistake() {
        assertThat(Deploying.problems(Generic.class, BadPath.class))
                .contains("TIDEWAY-101", "type parameters", "/generic", Generic.class.getName(), "start with a slash")
                .doesNotContain("WELD-", "TIDEWAY-105");
    }

    @Dependent
    @WebSocketEndpoint("/generic")
    static class GenericDependent<T> implements WebSocketHandler {}

    @Test
    void aGenericClassOfTheDependentScopeDeploys() {
        assertThat(Deploying.problems(GenericDependent.class)).isEmpty();
    }

    @WebSocketEndpoint("/orders")
    static class Orders extends Generic<String> {}

    @Test
    void aClassThatGivesTheTypeOfItsGenericSuperclassDeploys() {
        assertThat(Deploying.problems(Orders.class)).isEmpty();
    }

    @WebSocketEndpoint("/")
    static class AtTheRoot implements WebSocketHandler {}

    @Test
    void aHandlerOfTheRootPathDeploys() {
        assertThat(Deploying.problems(AtTheRoot.class)).isEmpty();
    }

    @Typed(OfItsClassOnly.class)
    @WebSocketEndpoint("/class")
    static class OfItsClassOnly implements WebSocketHandler {}

    @Test
    void aHandlerThatCdiGivesOutByItsClassOnlyDeploys() {
        assertThat(Deploying.problems(OfItsClassOnly.class)).isEmpty();
    }

    @Typed
    @WebSocketEndpoint("/restricted")
    static class Restricted implements WebSocketHandler {}

    @Test
    void aHandlerThatCdiDoesNotGiveOut() {
        assertThat(Deploying.problems(Restricted.class))
                .contains("TIDEWAY-101", "cannot be obtained from CDI", "/restricted");
    }

    @WebSocketEndpoint("/inner")
    class Inner implements WebSocketHandler {}

    @Test
    void anEndpointThatCdiTakesForNoBean() {
        assertThat(Deploying.problems(Inner.class)).contains("TIDEWAY-105", Inner.class.getName(), "constructor");
    }

    @Alternative
    @WebSocketEndpoint("/alternative")
    static class NotSelected implements WebSocketHandler {}

    @Test
    void anAlternativeThatIsNotSelectedIsIgnored() {
        assertThat(Deploying.problems(NotSelected.class)).isEmpty();
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        assertThat(Deploying.problems(NoHandler.class, BadPath.class, OutOfBounds.class, WithoutPath.class))
                .contains("TIDEWAY-104", "start with a slash", "outbound-queue-messages", "TIDEWAY-103");
    }
}
