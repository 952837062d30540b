package io.tideway.ws.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.junit.TestConnection;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests handlers that are session beans. */
public abstract class SessionBeansContract {
    private final ContractClient application;

    protected SessionBeansContract(ContractClient application) {
        this.application = application;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/session-bean/stateless", "/session-bean/local"})
    void aSessionBeanHandlesMessagesAlsoAfterAnException(String path) {
        TestConnection client = application.connect(path);
        assertThat(client.ask("before")).isEqualTo("before");
        client.send("throw");
        assertThat(client.ask("after")).isEqualTo("after");
        assertThat(application.connect(path).ask("another")).isEqualTo("another");
    }
}
