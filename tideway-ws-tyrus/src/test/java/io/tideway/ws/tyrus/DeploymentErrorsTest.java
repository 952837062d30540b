package io.tideway.ws.tyrus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.inject.Inject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** Shows what a program prints whose handlers have mistakes. */
class DeploymentErrorsTest {
    @WebSocketEndpoint("/one")
    static class One implements WebSocketHandler {}

    @WebSocketEndpoint("/one")
    static class SameAsOne implements WebSocketHandler {}

    @WebSocketEndpoint(value = "/bad", maxConnections = 0)
    static class BadOption implements WebSocketHandler {}

    @WebSocketEndpoint("/not-a-handler")
    static class NotAHandler {}

    @WebSocketEndpoint("/files/*")
    static class Wildcard implements WebSocketHandler {}

    @WebSocketEndpoint("/unsatisfied")
    static class Unsatisfied implements WebSocketHandler {
        @Inject
        Runnable noSuchBean;
    }

    private static String printedFor(Class<?>... beans) {
        DeploymentException failure = catchThrowableOfType(
                DeploymentException.class,
                () -> TidewayServer.builder().port(0).beans(beans).start().close());
        StringWriter printed = new StringWriter();
        failure.printStackTrace(new PrintWriter(printed));
        return printed.toString();
    }

    @Test
    void oneMistakeIsTheMessage() {
        assertThat(printedFor(Wildcard.class))
                .startsWith(DeploymentException.class.getName() + ": TIDEWAY-101 ")
                .containsOnlyOnce("TIDEWAY-101")
                .contains("/files/{name}")
                .doesNotContain("org.jboss.weld", "Caused by", "Suppressed");
    }

    @Test
    void severalMistakesAreLinesOfOneMessageAndEachIsToldOnce() {
        String printed = printedFor(One.class, SameAsOne.class, BadOption.class, NotAHandler.class);

        assertThat(printed.lines().filter(line -> line.matches("  TIDEWAY-\\d+ .*")))
                .hasSize(3);
        for (String id : List.of("TIDEWAY-101", "TIDEWAY-102", "TIDEWAY-104")) {
            assertThat(printed).containsOnlyOnce(id);
        }
        assertThat(printed)
                .contains("the deployment has 3 mistakes:")
                .doesNotContain("org.jboss.weld", "Caused by", "Suppressed");
    }

    @Test
    @ResourceLock(Resources.SYSTEM_PROPERTIES)
    void mistakesInTheServersKeysAreToldWithThoseOfTheHandlers() {
        Map<String, String> keys = Map.of(
                "tideway.ws.server.workers", "1",
                "tideway.ws.server.prot", "80",
                "tideway.ws.server.host", "nowhere.invalid");
        keys.forEach(System::setProperty);
        try {
            assertThat(printedFor(One.class, BadOption.class))
                    .contains(
                            "the deployment has 4 mistakes:",
                            "max-connections must be",
                            "TIDEWAY-121 server.workers must be 2 to 100000, but was \"1\"",
                            "TIDEWAY-120 the configuration key tideway.ws.server.prot",
                            "TIDEWAY-ST102 host must be")
                    .doesNotContain("org.jboss.weld", "Caused by", "Suppressed");
        } finally {
            keys.keySet().forEach(System::clearProperty);
        }
    }

    @Test
    void aTypeThatTheProxyOfCdiMayNotUseIsAMistakeOfTheHandler() throws Exception {
        assertThat(printedFor(Class.forName("OrdersWithoutPackage"), BadOption.class))
                .contains(
                        "the deployment has 2 mistakes:",
                        "TIDEWAY-101",
                        "OrdersWithoutPackage",
                        "make the classes public")
                .doesNotContain("org.jboss.weld.exceptions", "Suppressed");
    }

    @Test
    void whatCdiRejectsKeepsItsOwnException() {
        assertThat(printedFor(Unsatisfied.class)).contains("WELD-001408", "org.jboss.weld");
    }
}
