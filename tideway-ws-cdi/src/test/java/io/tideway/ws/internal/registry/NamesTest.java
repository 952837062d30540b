package io.tideway.ws.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "board:7",
                "Zo\u00EB's caf\u00E9 / 2",
                "\u5927\u5385",
                "\uD83D\uDC69\u200D\uD83D\uDCBB", // a woman, a zero-width joiner, a computer
                "\u2764\uFE0F" // a heart and its variation selector
            })
    void printableCharactersMakeAName(String name) {
        assertThat(Names.room(name, Names.LONGEST)).isEqualTo(name);
        assertThat(Names.user(name)).isEqualTo(name);
        assertThat(Names.isUser(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\nb",
                "a\u0085b",
                "a\u00A0b", // no-break space
                "a\u2003b", // em space
                "a\u3000b", // ideographic space
                "a\u3164b", // Hangul filler
                "a\u2800b", // Braille pattern blank
                "a\u200Bb", // zero-width space
                "a\u202Eb", // right-to-left override
                "a\u2028b", // line separator
                "a\uD800b" // half a surrogate pair
            })
    void whatIsInvisibleOrLooksLikeASpaceIsRefused(String name) {
        assertThatThrownBy(() -> Names.room(name, Names.LONGEST))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 to 255 printable characters");
        assertThatThrownBy(() -> Names.user(name)).isInstanceOf(IllegalArgumentException.class);
        assertThat(Names.isUser(name)).isFalse();
    }

    @Test
    void aNameHasABound() {
        assertThat(Names.isUser("u".repeat(Names.LONGEST))).isTrue();
        assertThat(Names.isUser("u".repeat(Names.LONGEST + 1))).isFalse();
        assertThat(Names.isUser("")).isFalse();
    }
}
