package io.tideway.ws.internal.centrifuge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.Connection;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.junit.TestClient;
import io.tideway.ws.junit.TestConnection;
import io.tideway.ws.junit.TidewayTest;
import io.tideway.ws.realtime.Authentication;
import io.tideway.ws.realtime.Credentials;
import io.tideway.ws.realtime.RealtimeHandler;
import io.tideway.ws.realtime.RemoteCall;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shows that the parameters of calls are validated where there is a provider. */
@TidewayTest
class ValidatedCallsTest {
    private static final Locale DEFAULT = Locale.getDefault();

    public record Line(@NotBlank String item, @Max(9) int count) {}

    public record Order(@NotBlank String customer, @Valid List<Line> lines) {}

    public interface Prices {
        String price(@NotBlank String item);
    }

    @ApplicationScoped
    @WebSocketEndpoint("/validated")
    public static class Shop implements RealtimeHandler, Prices {
        private volatile int orders;

        @Override
        public Authentication onAuthenticate(Connection connection, Credentials given) {
            return Authentication.anonymous();
        }

        @RemoteCall("order")
        public int order(Connection connection, @Valid Order order) {
            orders += order.lines().size();
            return orders;
        }

        @RemoteCall("count")
        int count(@Max(value = 9, message = "must be small") int count) {
            return count;
        }

        @RemoteCall("price")
        @Override
        public String price(String item) {
            return item;
        }

        @RemoteCall("lines")
        public int lines(List<@Valid Line> lines) {
            return lines.size();
        }

        @RemoteCall("items")
        public int items(List<@NotBlank String> items) {
            return items.size();
        }

        @RemoteCall("orders")
        public int orders(Map<String, @Valid Line> orders) {
            return orders.size();
        }

        @RemoteCall("keys")
        public int keys(Map<@NotBlank String, String> keys) {
            return keys.size();
        }

        @RemoteCall("note")
        public int note(Optional<@NotBlank String> note) {
            return note.map(String::length).orElse(0);
        }

        @RemoteCall("pages")
        public int pages(List<List<@Valid Line>> pages) {
            return pages.size();
        }

        @RemoteCall("array")
        public int array(@Valid Line[] lines) {
            return lines.length;
        }

        @RemoteCall("codes")
        public int codes(@Pattern(regexp = "[a-z]+") @Pattern(regexp = "..") String code) {
            return code.length();
        }

        @RemoteCall("anything")
        public Line anything(Line line) {
            return line;
        }
    }

    @BeforeAll
    static void useEnglishMessages() {
        Locale.setDefault(Locale.ENGLISH);
    }

    @AfterAll
    static void useDefaultMessages() {
        Locale.setDefault(DEFAULT);
    }

    private static String call(TestClient client, String method, String data) {
        TestConnection connection = client.connect("/validated");
        connection.ask("{\"id\":1,\"connect\":{}}");
        return connection.ask("{\"id\":2,\"rpc\":{\"method\":\"" + method + "\",\"data\":" + data + "}}");
    }

    private static String invalid(String message) {
        return "{\"id\":2,\"error\":{\"code\":400,\"message\":\"" + message + "\"}}";
    }

    @Test
    void aFieldThatIsNotValidIsNamed(TestClient client) {
        assertThat(call(client, "order", "{\"customer\":\" \",\"lines\":[{\"item\":\"tea\",\"count\":10}]}"))
                .isEqualTo(invalid("customer: must not be blank; lines[0].count: must be less than or equal to 9"));
        assertThat(call(client, "order", "{\"customer\":\"ann\",\"lines\":[{\"item\":\"tea\",\"count\":1}]}"))
                .isEqualTo("{\"id\":2,\"rpc\":{\"data\":1}}");
    }

    @Test
    void aParameterThatIsNotValidIsNamed(TestClient client) {
        assertThat(call(client, "count", "10")).isEqualTo(invalid("count: must be small"));
        assertThat(call(client, "count", "9")).isEqualTo("{\"id\":2,\"rpc\":{\"data\":9}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "lines; [{\"item\":\"tea\",\"count\":1},{\"item\":\"\",\"count\":1}]; [1].item: must not be blank",
                "items; [\"tea\",\" \"]; [1]: must not be blank",
                "orders; {\"ann\":{\"item\":\"\",\"count\":1}}; [ann].item: must not be blank",
                "keys; {\"\":\"tea\"}; []<map key>: must not be blank",
                "note; \" \"; note: must not be blank",
                "pages; [[],[{\"item\":\"tea\",\"count\":10}]]; [1][0].count: must be less than or equal to 9",
                "array; [{\"item\":\"\",\"count\":1}]; [0].item: must not be blank"
            })
    void theConstraintsOfElementsHold(String method, String data, String message, TestClient client) {
        assertThat(call(client, method, data)).isEqualTo(invalid(message));
    }

    @Test
    void severalConstraintsOfOneKindHold(TestClient client) {
        assertThat(call(client, "codes", "\"A\"")).contains("[a-z]+").contains("..");
    }

    @Test
    void theConstraintsOfAnInterfaceHold(TestClient client) {
        assertThat(call(client, "price", "\"\"")).contains("must not be blank");
    }

    @Test
    void aParameterWithoutAConstraintIsNotValidated(TestClient client) {
        assertThat(call(client, "anything", "{\"item\":\"\",\"count\":10}")).contains("\"count\":10");
    }
}
