package io.tideway.ws.internal.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.Connection;
import io.tideway.ws.HandlerFailed;
import io.tideway.ws.Handshake;
import io.tideway.ws.JsonHandler;
import io.tideway.ws.Message;
import io.tideway.ws.MessageDecodingException;
import io.tideway.ws.UpgradeDecision;
import io.tideway.ws.WebSocketHandler;
import io.tideway.ws.fixtures.LogLines;
import io.tideway.ws.internal.connection.CallResult;
import io.tideway.ws.internal.connection.HandlerCalls;
import io.tideway.ws.internal.fixture.TestNode;
import io.tideway.ws.internal.registry.Listeners;
import jakarta.annotation.security.DenyAll;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HandlerChainTest {
    private final TestNode node = new TestNode();
    private final Connection connection = node.connect();
    private final ConnectionContext connections = new ConnectionContext();
    private final List<HandlerFailed> failures = new ArrayList<>();
    private final List<Throwable> errors = new ArrayList<>();
    private final Exception thrown = new IllegalStateException("as asked for");

    class Failing implements WebSocketHandler {
        @Override
        public UpgradeDecision onUpgrade(Handshake handshake) throws Exception {
            throw thrown;
        }

        @Override
        public void onConnect(Connection connection) throws Exception {
            throw thrown;
        }

        @Override
        public void onMessage(Connection connection, Message message) throws Exception {
            throw thrown;
        }

        @Override
        public void onError(Connection connection, Throwable error) {
            errors.add(error);
        }
    }

    class FailingText implements WebSocketHandler {
        @Override
        public void onText(Connection connection, String text) throws Exception {
            throw thrown;
        }

        @Override
        public void onBinary(Connection connection, ByteBuffer data) throws Exception {
            throw thrown;
        }
    }

    class FailingJson implements JsonHandler<Integer> {
        @Override
        public void onJson(Connection connection, Integer number) throws Exception {
            throw thrown;
        }
    }

    class FailingOnError extends Failing {
        @Override
        public void onError(Connection connection, Throwable error) {
            throw new IllegalStateException(error);
        }
    }

    static class JsonWithSuperOnError implements JsonHandler<Integer> {
        @Override
        public void onJson(Connection connection, Integer number) {}

        @Override
        public void onError(Connection connection, Throwable error) throws Exception {
            JsonHandler.super.onError(connection, error);
        }
    }

    static class WithoutMessages implements WebSocketHandler {
        @Override
        @DenyAll
        public void onMessage(Connection connection, Message message) {}
    }

    class WithoutErrors extends Failing {
        @Override
        @DenyAll
        public void onError(Connection connection, Throwable error) {}
    }

    class Json implements JsonHandler<Integer> {
        private final List<Integer> numbers = new ArrayList<>();

        @Override
        public void onJson(Connection connection, Integer number) {
            numbers.add(number);
            assertThat(connections.isActive()).isFalse(); // its scope has not begun
            assertThat(connections.connection()).isSameAs(connection);
        }

        @Override
        public void onError(Connection connection, Throwable error) {
            errors.add(error);
        }
    }

    @Test
    void aFailedOnUpgradeIsToldWithoutAConnection() throws Exception {
        HandlerCalls calls = chain(new Failing(), null);
        assertThat(calls.upgrade(connection.handshake())).isEqualTo(UpgradeDecision.reject(500, "internal error"));
        assertThat(failures).containsExactly(new HandlerFailed("/ws", "onUpgrade", Optional.empty(), thrown));
    }

    @Test
    void aFailedMessageGoesToOnErrorAndIsTold() {
        assertThat(chain(new Failing(), null).message(connection, Message.text("x")))
                .isEqualTo(CallResult.FAILED);
        assertThat(errors).containsExactly(thrown);
        assertThat(failures).containsExactly(new HandlerFailed("/ws", "onMessage", Optional.of(connection), thrown));
    }

    @Test
    void aFailedMessageIsToldByTheCallbackThatThrew() {
        chain(new FailingText(), null).message(connection, Message.text("x"));
        chain(new FailingText(), null).message(connection, Message.binary(new byte[1]));
        chain(new FailingJson(), Integer.class).message(connection, Message.text("7"));
        assertThat(failures).extracting(HandlerFailed::callback).containsExactly("onText", "onBinary", "onJson");
    }

    @Test
    void aFailedOnConnectDoesNotGoToOnError() {
        assertThat(chain(new Failing(), null).connect(connection)).isEqualTo(CallResult.FAILED);
        assertThat(errors).isEmpty();
        assertThat(failures).containsExactly(new HandlerFailed("/ws", "onConnect", Optional.of(connection), thrown));
    }

    @Test
    void aCallerWithoutTheRoleIsDenied() {
        HandlerCalls calls = chain(new WithoutMessages(), null);
        assertThat(calls.message(connection, Message.text("x"))).isEqualTo(CallResult.DENIED);
        assertThat(failures).isEmpty();
    }

    @Test
    void aFailedMessageWhoseOnErrorIsDeniedIsDenied() {
        HandlerCalls calls = chain(new WithoutErrors(), null);
        assertThat(calls.message(connection, Message.text("x"))).isEqualTo(CallResult.DENIED);
        assertThat(failures).hasSize(1);
    }

    @Test
    void aFloodOfUndecodableMessagesIsOneLineAndASum() {
        assertFloodIsSummed("TIDEWAY-A001", chain(new JsonWithSuperOnError(), Integer.class), "seven");
    }

    @Test
    void aFloodOfDeniedMessagesIsOneLineAndASum() {
        assertFloodIsSummed("TIDEWAY-402", chain(new WithoutMessages(), null), "x");
    }

    @Test
    void aFloodOfMessagesThatTheHandlerFailsOnIsOneLineAndASum() {
        assertFloodIsSummed("TIDEWAY-A001", chain(new FailingText(), null), "x");
    }

    @Test
    void aFloodOfMessagesWhoseOnErrorFailsIsOneLineAndASum() {
        assertFloodIsSummed("TIDEWAY-208", chain(new FailingOnError(), null), "x");
    }

    private void assertFloodIsSummed(String id, HandlerCalls calls, String text) {
        try (LogLines lines = LogLines.ofTideway()) {
            for (int i = 0; i < 1000; i++) {
                calls.message(connection, Message.text(text));
            }
            node.node.log().close();
            assertThat(lines.messages()).noneMatch(line -> line.contains("secret"));
            assertThat(lines.messages()).filteredOn(line -> line.startsWith(id)).hasSize(1);
            assertThat(lines.messages()).anyMatch(line -> line.contains("999 more like " + id));
        }
    }

    @Test
    void aTextIsDecodedForAJsonHandler() {
        Json handler = new Json();
        assertThat(chain(handler, Integer.class).message(connection, Message.text("7")))
                .isEqualTo(CallResult.RETURNED);
        assertThat(handler.numbers).containsExactly(7);
    }

    @Test
    void aTextThatIsNotJsonGoesToOnErrorOnly() {
        assertThat(chain(new Json(), Integer.class).message(connection, Message.text("seven")))
                .isEqualTo(CallResult.FAILED);
        assertThat(errors).singleElement().isInstanceOf(MessageDecodingException.class);
        assertThat(failures).isEmpty();
    }

    private HandlerCalls chain(WebSocketHandler handler, @Nullable Type jsonType) {
        CallbackContext context =
                new CallbackContext(getClass().getClassLoader(), NoRequestScope::new, connections, node.node.log());
        JsonCodec codec = new JsonCodec(getClass().getClassLoader());
        // The first listener fails, and must not keep the second from the event.
        HandlerChains chains = new HandlerChains(
                context,
                codec,
                List.of(),
                new Listeners<>(List.of(
                        event -> {
                            throw new IllegalStateException("a listener");
                        },
                        failures::add)),
                node.node.log());
        return chains.of(
                "/ws",
                "Handler",
                handler,
                handler::onUpgrade,
                rules(handler.getClass()),
                Optional.ofNullable(jsonType));
    }

    private static AccessRules rules(Class<?> type) {
        try (SeContainer container = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addBeanClasses(HandlerChainTest.class)
                .initialize()) {
            BeanManager beans = container.getBeanManager();
            return new AccessRules(beans, beans.createAnnotatedType(type));
        }
    }
}
