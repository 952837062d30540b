package io.tideway.ws.internal.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.eclipse.jetty.websocket.core.exception.BadPayloadException;
import org.eclipse.jetty.websocket.core.exception.MessageTooLargeException;
import org.eclipse.jetty.websocket.core.exception.ProtocolException;
import org.eclipse.jetty.websocket.core.exception.WebSocketTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClientFailuresTest {
    static Stream<Throwable> ofClients() {
        return Stream.of(
                new IOException("Broken pipe"),
                new RuntimeException(new IOException("Broken pipe")),
                new ProtocolException("Unknown opcode: 3"),
                new BadPayloadException("Invalid UTF-8"),
                new MessageTooLargeException("too large"),
                new WebSocketTimeoutException("idle"));
    }

    @ParameterizedTest
    @MethodSource("ofClients")
    void whatClientsCauseIsRecognised(Throwable reported) {
        assertThat(ClientFailures.concern(reported)).isTrue();
    }

    @Test
    void otherFailuresAreTheHandlersBusiness() {
        assertThat(ClientFailures.concern(new IllegalStateException("as expected", new NullPointerException())))
                .isFalse();
    }

    @Test
    void aCircleOfCausesEnds() {
        RuntimeException one = new IllegalStateException("one");
        one.initCause(new IllegalStateException("other", one));
        assertThat(ClientFailures.concern(one)).isFalse();
    }
}
