package io.tideway.ws.internal.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectorRefusalTest {
    @ParameterizedTest
    @CsvSource({
        "org.apache.coyote.AbstractProcessor,doHttpUpgrade",
        "io.undertow.server.HttpServerExchange,upgradeChannel",
        "io.undertow.server.protocol.ajp.AjpServerConnection,upgradeChannel"
    })
    void aConnectorThatCannotUpgradeIsRecognized(String type, String method) {
        assertThat(ConnectorRefusal.isCauseOf(thrownIn(type, method))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "io.undertow.server.HttpServerExchange,startBlocking",
        "org.apache.coyote.Response,setStatus",
        "shop.example.AuditFilter,doHttpUpgrade"
    })
    void anotherFailureKeepsItsStackTrace(String type, String method) {
        assertThat(ConnectorRefusal.isCauseOf(thrownIn(type, method))).isFalse();
    }

    private static RuntimeException thrownIn(String type, String method) {
        IllegalStateException failure = new IllegalStateException();
        failure.setStackTrace(new StackTraceElement[] {new StackTraceElement(type, method, null, -1)});
        return failure;
    }
}
