package io.tideway.ws.internal.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeaderTextTest {
    @Test
    void givesBackWhatItWasMadeOf() {
        Map<String, List<String>> headers =
                Map.of("Host", List.of("example.com"), "X-Many", List.of("one", "", "zwei €"), "X-Empty", List.of(""));
        assertThat(HeaderText.of(headers).get()).isEqualTo(headers);
        assertThat(HeaderText.of(Map.of()).get()).isEmpty();
    }

    @Test
    void looksNamesUpWithoutRegardToCase() {
        assertThat(HeaderText.of(Map.of("Host", List.of("a"))).get()).containsEntry("hOST", List.of("a"));
    }

    @Test
    void makesSpacesOfNulCharacters() {
        assertThat(HeaderText.of(Map.of("X", List.of("a\0b\0"))).get()).isEqualTo(Map.of("X", List.of("a b ")));
    }
}
