package io.tideway.ws.internal.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.Handshake;
import io.tideway.ws.JsonHandler;
import io.tideway.ws.Message;
import io.tideway.ws.UpgradeDecision;
import jakarta.annotation.security.RolesAllowed;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Shows that each callback has its own rule, which no overload changes. */
@SuppressWarnings("unused") // the overloads are there to be overlooked
class AccessRuleCallbacksTest {
    @RegisterExtension
    static final HandlerRules RULES = new HandlerRules();

    record Order(String item) {}

    static class EveryCallback implements JsonHandler<Order> {
        @Override
        @RolesAllowed("upgrade")
        public UpgradeDecision onUpgrade(Handshake handshake) {
            return UpgradeDecision.accept();
        }

        @Override
        @RolesAllowed("connect")
        public void onConnect(Connection connection) {}

        @Override
        @RolesAllowed("message")
        public void onMessage(Connection connection, Message message) {}

        @Override
        @RolesAllowed("text")
        public void onText(Connection connection, String text) {}

        @Override
        @RolesAllowed("binary")
        public void onBinary(Connection connection, ByteBuffer data) {}

        @Override
        @RolesAllowed("json")
        public void onJson(Connection connection, Order order) {}

        @Override
        @RolesAllowed("disconnect")
        public void onDisconnect(Connection connection, CloseFrame reason) {}

        @Override
        @RolesAllowed("error")
        public void onError(Connection connection, Throwable error) {}
    }

    static class InheritsEveryCallback extends EveryCallback {
        public UpgradeDecision onUpgrade(String other) {
            return UpgradeDecision.accept();
        }

        public void onConnect(Handshake other) {}

        public void onMessage(Connection connection, Message message, int more) {}

        public void onJson(Connection connection, Message other) {}

        public void onDisconnect(Connection connection, String other) {}

        public void onError(Connection connection, Exception other) {}
    }

    @Test
    void everyCallbackIsGuarded() {
        AccessRules rules = RULES.of(InheritsEveryCallback.class);
        assertThat(Callback.values())
                .allSatisfy(callback -> assertThat(rules.on(callback))
                        .isEqualTo(AccessRule.anyOf(callback.name().toLowerCase(Locale.ROOT))));
        assertThat(rules.onHandler()).isEqualTo(AccessRule.EVERYONE);
        assertThat(rules.roles())
                .containsExactlyInAnyOrder(
                        "upgrade", "connect", "message", "text", "binary", "json", "disconnect", "error");
    }
}
