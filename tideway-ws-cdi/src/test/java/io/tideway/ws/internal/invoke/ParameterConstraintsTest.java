package io.tideway.ws.internal.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterConstraintsTest {

    interface Stated<T> {
        void generic(@NotNull T value);
    }

    static class Declared {
        public void inherited(@NotBlank String value) {}

        public void stated(String value) {}
    }

    interface Statement {
        void stated(@NotBlank String value);
    }

    @SuppressWarnings("unused")
    static class Calls extends Declared implements Stated<String>, Statement {
        public void constraint(@NotBlank String value) {}

        public void cascade(@Valid Object value) {}

        public void repeated(@Pattern(regexp = "a") @Pattern(regexp = "b") String value) {}

        public void element(List<@NotBlank String> value) {}

        public void cascadedElement(Optional<@Valid Object> value) {}

        public void mapValue(Map<String, @Valid Object> value) {}

        public void nested(List<List<@Valid Object>> value) {}

        public void array(@NotBlank String[] value) {}

        public void wildcard(List<? extends @NotBlank String> value) {}

        @Override
        public void inherited(String value) {}

        @Override
        public void generic(String value) {}

        public void none(List<String> value) {}

        public void other(@Nullable String value) {}

        @NotBlank
        public String result(String value) {
            return value;
        }
    }

    private static boolean areOn(String name) {
        Method method = Stream.of(Calls.class.getMethods())
                .filter(one -> one.getName().equals(name) && !one.isBridge())
                .findFirst()
                .orElseThrow();
        return ParameterConstraints.areOn(Calls.class, method);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "constraint",
                "cascade",
                "repeated",
                "element",
                "cascadedElement",
                "mapValue",
                "nested",
                "array",
                "wildcard",
                "inherited",
                "generic",
                "stated"
            })
    void annotationsAreFound(String method) {
        assertThat(areOn(method)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "other", "result"})
    void nothingElseAsksForValidation(String method) {
        assertThat(areOn(method)).isFalse();
    }
}
