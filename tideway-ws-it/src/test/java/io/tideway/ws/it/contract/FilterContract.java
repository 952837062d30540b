package io.tideway.ws.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests on every server with servlets that an application's filter may wrap an upgrade and hold its answer back. */
public abstract class FilterContract {
    private final ContractClient application;

    protected FilterContract(ContractClient application) {
        this.application = application;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/buffered/declared", "/buffered/added"})
    void aClientThatSpeaksFirstConnectsThroughAFilterThatBuffersAnswers(String path) {
        assertThat(application.connect(path).ask("hello")).isEqualTo("hello");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/buffered/declared", "/buffered/added"})
    void aHandlerThatSpeaksFirstServesThroughAFilterThatBuffersAnswers(String path) {
        assertThat(application.connect(path + "?greet=yes").nextText()).isEqualTo("welcome");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/buffered/declared", "/buffered/added"})
    void aRefusalPassesAFilterThatBuffersAnswers(String path) throws IOException {
        assertThat(application
                        .handshake(path, "Origin: http://evil.example")
                        .answer()
                        .status())
                .isEqualTo(403);
    }
}
