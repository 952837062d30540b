package io.tideway.ws.internal.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginPolicyTest {
    private final OriginPolicy strict = new OriginPolicy(List.of());

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8080,localhost:8080",
        "http://example.com,example.com",
        "http://example.com,example.com:80",
        "http://example.com,example.com:",
        "http://[::1],[::1]:",
        "https://example.com,example.com",
        "https://example.com,example.com:443",
        "http://example.com,EXAMPLE.com",
        "http://[::1]:8080,[::1]:8080"
    })
    void letsTheOwnHostThrough(String origin, String host) {
        assertThat(strict.admits(List.of(origin), host, false)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "http://evil.com,example.com",
        "null,example.com",
        "http://example.com.evil.com,example.com",
        "http://evilexample.com,example.com",
        "http://example.com:8081,example.com:8080",
        "http://example.com:8080,example.com",
        "HTTP://EXAMPLE.COM,example.com",
        "http://EXAMPLE.com,example.com",
        "ftp://example.com,example.com",
        "http://example.com/,example.com",
        "http://user@example.com,example.com"
    })
    void refusesEveryOtherOrigin(String origin, String host) {
        assertThat(strict.admits(List.of(origin), host, false)).isFalse();
    }

    @Test
    void refusesAnInsecureOriginOfASecureRequest() {
        assertThat(strict.admits(List.of("http://example.com"), "example.com", true))
                .isFalse();
        assertThat(strict.admits(List.of("https://example.com"), "example.com", true))
                .isTrue();
    }

    @Test
    void admitsAClientThatIsNotABrowser() {
        assertThat(strict.admits(List.of(), "example.com", false)).isTrue();
    }

    @Test
    void refusesSeveralOriginsAndAMissingHost() {
        assertThat(strict.admits(List.of("http://a", "http://a"), "a", false)).isFalse();
        assertThat(strict.admits(List.of("http://a"), null, false)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.example.com,true",
        "https://a.b.example.com,true",
        "https://example.com,false",
        "https://.example.com,false",
        "https://evil-example.com,false",
        "https://evilexample.com,false",
        "http://a.example.com,false",
        "https://a.example.com:8443,false",
        "https://evil.com/.example.com,false",
        "https://evil.com?.example.com,false",
        "https://evil.com#.example.com,false",
        "https://u@a.example.com,false",
        "https://a..example.com,false",
        "https://A.example.com,false",
        "https://*.example.com,false",
        "https://a.example.com.evil.com,false"
    })
    void aWildcardStandsForTheSubdomainsOfItsDomain(String origin, boolean admitted) {
        OriginPolicy listed = new OriginPolicy(List.of("https://*.example.com"));
        assertThat(listed.admits(List.of(origin), "api.test", true)).isEqualTo(admitted);
    }

    @Test
    void anOriginOfThousandsOfLabelsIsJudgedLikeAnyOther() {
        OriginPolicy listed = new OriginPolicy(List.of("https://*.example.com"));
        String labels = "a.".repeat(100_000);
        assertThat(listed.admits(List.of("https://" + labels + "example.com"), "api.test", true))
                .isTrue();
        assertThat(listed.admits(List.of("https://" + labels + ".example.com"), "api.test", true))
                .isFalse();
    }

    @Test
    void aWildcardMayHaveAPort() {
        OriginPolicy listed = new OriginPolicy(List.of("http://*.localhost:3000"));
        assertThat(listed.admits(List.of("http://app.localhost:3000"), "api.test", false))
                .isTrue();
        assertThat(listed.admits(List.of("http://app.localhost"), "api.test", false))
                .isFalse();
    }

    @Test
    void theOriginsOfFilesAndSandboxesAreLetInWhereListed() {
        OriginPolicy listed = new OriginPolicy(List.of("null", "file://"));
        assertThat(listed.admits(List.of("null"), "api.test", true)).isTrue();
        assertThat(listed.admits(List.of("file://"), "api.test", true)).isTrue();
        assertThat(listed.admits(List.of("file:///etc"), "api.test", true)).isFalse();
    }

    @Test
    void letsExactEntriesOfTheAllowListThrough() {
        OriginPolicy listed = new OriginPolicy(List.of("https://app.example.com"));
        assertThat(listed.admits(List.of("https://app.example.com"), "api.example.com", true))
                .isTrue();
        assertThat(listed.admits(List.of("https://app.example.com:444"), "api.example.com", true))
                .isFalse();
        assertThat(listed.admits(List.of("https://xapp.example.com"), "api.example.com", true))
                .isFalse();
        assertThat(new OriginPolicy(List.of("*")).admits(List.of("null"), "a", true))
                .isTrue();
    }
}
