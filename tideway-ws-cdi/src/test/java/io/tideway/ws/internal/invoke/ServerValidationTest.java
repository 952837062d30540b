package io.tideway.ws.internal.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.fixtures.LogLines;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.validation.constraints.NotBlank;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs with the API of Jakarta Validation and without a provider, as the class path of this module is. */
class ServerValidationTest {

    static class Calls {
        public void order(@NotBlank String item) {}

        public void cancel(List<@NotBlank String> items) {}

        public void list(String item) {}
    }

    private static List<String> warnings(String... calls) throws NoSuchMethodException {
        try (SeContainer container = SeContainerInitializer.newInstance()
                        .disableDiscovery()
                        .addBeanClasses(Calls.class)
                        .initialize();
                LogLines lines = LogLines.ofTideway()) {
            BeanManager beans = container.getBeanManager();
            ServerValidation validation = new ServerValidation(beans, beans.createCreationalContext(null));
            List<String> problems = new ArrayList<>();
            for (String call : calls) {
                validation.prepare(Calls.class, method(call), problems::add);
            }
            assertThat(problems).isEmpty();
            assertThat(validation.violations(new Calls(), method("order"), " ")).isEmpty();
            return lines.messages().stream()
                    .filter(line -> line.contains("TIDEWAY-415"))
                    .toList();
        }
    }

    private static Method method(String name) throws NoSuchMethodException {
        return Calls.class.getMethod(name, name.equals("cancel") ? List.class : String.class);
    }

    @Test
    void constraintsWithoutAProviderAreNamedOnce() throws NoSuchMethodException {
        assertThat(warnings("list", "order", "cancel"))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains(
                                "order(String)", Calls.class.getName(), "org.hibernate.validator:hibernate-validator"));
    }

    @Test
    void nothingIsLoggedWithoutConstraints() throws NoSuchMethodException {
        assertThat(warnings("list")).isEmpty();
    }
}
