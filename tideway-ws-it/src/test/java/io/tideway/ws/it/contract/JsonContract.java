package io.tideway.ws.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.junit.TestConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests JSON handlers on every server: what they receive, and what follows for text that is not valid JSON. */
abstract class JsonContract {
    private static final String UNREADABLE = "cannot: MessageDecodingException";
    private final ContractClient application;

    JsonContract(ContractClient application) {
        this.application = application;
    }

    @Test
    void aValueIsDecodedAndAnswered() {
        TestConnection client = application.connect("/orders");
        assertThat(client.ask("{\"item\":\"tea\",\"count\":2}")).isEqualTo("{\"confirmed\":\"2 tea\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "no json", "null", " null ", "{\"item\":\"tea\",\"count\":\"many\"}", "[1,2,3]"})
    void invalidJsonGoesToOnErrorAndTheConnectionStaysOpen(String text) {
        TestConnection client = application.connect("/orders");
        assertThat(client.ask(text)).isEqualTo(UNREADABLE);
        assertThat(client.ask("{\"item\":\"tea\",\"count\":1}")).isEqualTo("{\"confirmed\":\"1 tea\"}");
    }

    @Test
    void aDocumentOf100000LevelsIsADecodingError() {
        TestConnection client = application.connect("/orders");
        assertThat(client.ask("{\"item\":" + "[".repeat(100_000))).isEqualTo(UNREADABLE);
        assertThat(client.ask("{\"item\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}"))
                .isEqualTo(UNREADABLE);
        assertThat(client.ask("{\"item\":\"tea\",\"count\":1}")).isEqualTo("{\"confirmed\":\"1 tea\"}");
    }

    @Test
    void aNumberOfAMegabyteIsRefused() {
        TestConnection client = application.connect("/orders");
        assertThat(client.ask("{\"item\":\"tea\",\"count\":" + "9".repeat(1_000_000) + "}"))
                .isEqualTo(UNREADABLE);
    }

    @Test
    void binaryIsNotJson() {
        TestConnection client = application.connect("/orders");
        assertThat(client.sendBinary(new byte[] {1, 2}).nextText()).isEqualTo(UNREADABLE);
        assertThat(client.ask("{\"item\":\"tea\",\"count\":1}")).isEqualTo("{\"confirmed\":\"1 tea\"}");
    }

    @Test
    void anExceptionOfOnJsonGoesToOnError() {
        TestConnection client = application.connect("/orders");
        assertThat(client.ask("{\"item\":\"tea\",\"count\":-1}")).isEqualTo("cannot: IllegalStateException");
    }
}
