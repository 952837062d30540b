package io.tideway.ws.internal.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathTemplateTest {
    @Test
    void matchesAndDecodesVariables() {
        PathTemplate template = PathTemplate.parse("/chat/{room}/{user}");
        assertThat(template.match("/chat/caf%C3%A9/a+b")).isEqualTo(Map.of("room", "café", "user", "a+b"));
        assertThat(template.match("/chat/50%/x")).isEqualTo(Map.of("room", "50%", "user", "x"));
        assertThat(template.match("/chat/a%2Fb/%2525")).isEqualTo(Map.of("room", "a/b", "user", "%25"));
    }

    @Test
    void aLiteralMatchesInWhateverFormItIsEscaped() {
        assertThat(PathTemplate.parse("/chat/a%20b").match("/%63hat/a%20b")).isEmpty();
        assertThat(PathTemplate.parse("/chat").match("/cha%2Ft")).isNull();
    }

    @ParameterizedTest
    @CsvSource({"/ws,/ws/", "/ws,/WS", "/a/{b},/a/", "/a/{b},/a", "/a/{b},/a/b/c", "/,/x", "/ws,ws"})
    void doesNotMatch(String template, String path) {
        assertThat(PathTemplate.parse(template).match(path)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ws",
                "/ws/",
                "//ws",
                "/a//b",
                "/a/../b",
                "/a/./b",
                "/{a}/{a}",
                "/{}",
                "/x{a}",
                "/{a",
                "/a b",
                "/a?b",
                "/a#b"
            })
    void refusesWhatJakartaDoesNotAccept(String template) {
        assertThatThrownBy(() -> PathTemplate.parse(template))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("write it like");
    }

    @ParameterizedTest
    @CsvSource({
        "/c/*,/c/{name}",
        "/c/**,/c/{name}",
        "/a*b,/{name}",
        "/d/:id,/d/{id}",
        "/:a/b,/{a}/b",
        "/a/:id/:idx,/a/{id}/{idx}",
        "/:a/*/*,/{a}/{name}/{name2}",
        "/{a}/:a,/{a}/{a2}",
        "/:1,/{name}"
    })
    void refusesVariablesOfOtherFrameworksAndShowsItsOwn(String template, String cure) {
        assertThatThrownBy(() -> PathTemplate.parse(template))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(template)
                .hasMessageContaining("write it like \"" + cure + "\"");
    }

    @Test
    void templatesThatMatchTheSamePathsHaveOneShape() {
        assertThat(PathTemplate.parse("/a/{x}").shape())
                .isEqualTo(PathTemplate.parse("/a/{y}").shape())
                .isNotEqualTo(PathTemplate.parse("/a/x").shape());
    }

    @Test
    void literalsComeBeforeVariables() {
        assertThat(Stream.of("/{a}/b", "/x/{b}", "/x/y")
                        .map(PathTemplate::parse)
                        .sorted())
                .map(PathTemplate::toString)
                .containsExactly("/x/y", "/x/{b}", "/{a}/b");
    }
}
