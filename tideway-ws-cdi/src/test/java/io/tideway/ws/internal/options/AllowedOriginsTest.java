package io.tideway.ws.internal.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideway.ws.EndpointOptions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedOriginsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "null",
                "file://",
                "https://app.example.com",
                "http://localhost:3000",
                "http://[::1]:8080",
                "https://xn--bcher-kva.example",
                "chrome-extension://abcdefghijklmnop",
                "capacitor://localhost",
                "https://*.example.com",
                "https://*.example.com:8443",
                "http://*.localhost:3000"
            })
    void takesWhatBrowsersSendAndOneWildcardLabel(String origin) {
        assertThat(built(origin).allowedOrigins()).containsExactly(origin);
    }

    @ParameterizedTest
    @CsvSource({
        "https://a*.example.com,a wildcard as the whole first label",
        "https://a.*.example.com,a wildcard as the whole first label",
        "https://*.*.example.com,a wildcard as the whole first label",
        "https://*,a wildcard as the whole first label",
        "*://app.example.com,a wildcard as the whole first label",
        "https://app.example.com:*,a wildcard as the whole first label",
        "https://*example.com,a wildcard as the whole first label",
        "https://*.com,a wildcard for the subdomains of a domain only",
        "https://*.0.0.1,a wildcard for the subdomains of a domain only",
        "https://app.example.com:443,without the scheme's own port",
        "http://app.example.com:80,without the scheme's own port",
        "https://app.example.com:70000,ports up to 65535",
        "https://app.example.com/,in lower case and without a path",
        "https://App.example.com,in lower case and without a path",
        "https://user@app.example.com,in lower case and without a path",
        "https://bücher.example,in lower case and without a path",
        "app.example.com,in lower case and without a path",
        "https://,in lower case and without a path",
        "file:///,in lower case and without a path",
        "NULL,in lower case and without a path",
        "'',in lower case and without a path"
    })
    void saysWhatIsWrongWithEverythingElse(String origin, String rule) {
        assertThatThrownBy(() -> built(origin))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("allowed-origins must hold ")
                .hasMessageContaining(rule)
                .hasMessageEndingWith("but held \"" + origin + "\"");
    }

    @Test
    void theWildcardForEverythingStandsAlone() {
        assertThatThrownBy(() -> EndpointOptions.builder()
                        .allowedOrigins(List.of("*", "null"))
                        .build())
                .hasMessageContaining("allowed-origins must hold * alone or no *");
    }

    private static EndpointOptions built(String origin) {
        return EndpointOptions.builder().allowedOrigins(List.of(origin)).build();
    }
}
