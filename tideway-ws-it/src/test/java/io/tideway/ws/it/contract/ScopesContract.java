package io.tideway.ws.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.junit.TestConnection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests on every server what a callback finds: contexts, interceptors, class loader, injected connection. */
abstract class ScopesContract {
    private static final List<String> CALLBACKS = List.of("onConnect", "onMessage", "onError", "onDisconnect");

    private final ContractClient application;

    ScopesContract(ContractClient application) {
        this.application = application;
    }

    /** Causes each callback and returns what the application recorded in each. */
    private List<String> recorded(String scope) {
        String tag = application.tag();
        TestConnection client = application.connect("/scope/" + scope + "?tag=" + tag);
        assertThat(client.nextText()).isEqualTo("onConnect");
        assertThat(client.ask("hello")).isEqualTo("onMessage");
        assertThat(client.send("throw").nextTexts(2)).containsExactly("onMessage", "onError");
        client.close();
        application.eventually(
                () -> assertThat(application.journal(tag)).last().isEqualTo("connection-scoped destroyed"));
        return application.journal(tag).stream()
                .filter(line -> !line.startsWith("connection-scoped"))
                .toList();
    }

    private static Set<String> values(List<String> lines, String name) {
        return lines.stream()
                .map(line -> line.replaceFirst(".* " + name + "=(\\S+).*", "$1"))
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"application", "dependent", "connection"})
    void everyCallbackHasItsContexts(String scope) {
        List<String> lines = recorded(scope);
        assertThat(lines).hasSize(5);
        assertThat(lines.stream().map(line -> line.split(" ")[0]).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(CALLBACKS);
        assertThat(lines)
                .allSatisfy(line -> assertThat(line).contains("injected=true", "loader=true", "intercepted=true"));
        assertThat(values(lines, "request"))
                .as("a request of its own for each callback")
                .hasSize(5);
        assertThat(values(lines, "connection-scoped"))
                .as("one connection-scoped bean for the connection")
                .hasSize(1);
        assertThat(values(lines, "instance")).hasSize(1);
    }

    @Test
    void anApplicationScopedHandlerIsSharedByAllConnections() {
        assertThat(values(recorded("application"), "instance")).isEqualTo(values(recorded("application"), "instance"));
    }

    @Test
    void aDependentHandlerIsSharedByTheConnectionsOfItsEndpoint() {
        assertThat(values(recorded("dependent"), "instance")).isEqualTo(values(recorded("dependent"), "instance"));
    }

    @Test
    void eachConnectionHasItsOwnConnectionScopedHandler() {
        assertThat(values(recorded("connection"), "instance")).isNotEqualTo(values(recorded("connection"), "instance"));
    }

    @Test
    void eachConnectionHasItsOwnConnectionScopedBean() {
        assertThat(values(recorded("application"), "connection-scoped"))
                .isNotEqualTo(values(recorded("application"), "connection-scoped"));
    }

    @Test
    void observersGetConnectionAndRoomEvents() {
        String tag = application.tag();
        TestConnection client = application.connect("/room-joining?tag=" + tag);
        assertThat(client.ask("one")).isEqualTo("one");
        assertThat(client.ask("-one")).isEqualTo("-one");
        assertThat(client.ask("two")).isEqualTo("two");
        client.close(new CloseFrame(4000, ""));
        List<String> events = List.of("opened", "joined one", "left one", "joined two", "left two", "closed 4000");
        application.eventually(() -> {
            List<String> noted = application.journal(tag);
            assertThat(noted.stream().filter(line -> !line.startsWith("async"))).isEqualTo(events);
            assertThat(noted.stream().filter(line -> line.startsWith("async ")).map(line -> line.substring(6)))
                    .containsExactlyInAnyOrderElementsOf(events);
        });
    }
}
