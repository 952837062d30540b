package io.tideway.ws.internal.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import jakarta.websocket.server.ServerContainer;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.glassfish.tyrus.container.grizzly.server.GrizzlyServerContainer;
import org.junit.jupiter.api.Test;

class TyrusUpgradeTest {
    /** Buffers what is written, as the response of a filter for ETags does. */
    private static final class BufferingResponse extends HttpServletResponseWrapper {
        BufferingResponse(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void flushBuffer() {
            // The answer is not complete yet.
        }
    }

    private Object container = new GrizzlyServerContainer().createContainer(Map.of());
    private int status = 101;
    private boolean committed;
    private int flushes;
    private final ServletContext context =
            proxy(ServletContext.class, (proxy, called, arguments) -> switch (called.getName()) {
                case "getAttribute" -> container;
                default -> null;
            });
    private final HttpServletResponse response =
            proxy(HttpServletResponse.class, (proxy, called, arguments) -> switch (called.getName()) {
                case "getStatus" -> status;
                case "isCommitted" -> committed;
                case "flushBuffer" -> {
                    flushes++;
                    yield null;
                }
                default -> null;
            });

    @Test
    void anUpgradeThatAFilterHoldsBackIsSent() throws IOException {
        TyrusUpgrade.send(context, response);
        assertThat(flushes).isEqualTo(1);
    }

    @Test
    void anUpgradeThatAFilterInFrontHoldsBackIsSent() throws IOException {
        TyrusUpgrade.send(context, new ClosingResponse(new BufferingResponse(response)));
        assertThat(flushes).isEqualTo(1);
    }

    @Test
    void anUpgradeThatWasSentIsLeftAlone() throws IOException {
        committed = true;
        TyrusUpgrade.send(context, response);
        assertThat(flushes).isZero();
    }

    @Test
    void anotherAnswerIsLeftToItsFilter() throws IOException {
        status = 404;
        TyrusUpgrade.send(context, response);
        assertThat(flushes).isZero();
    }

    @Test
    void otherServersSendTheirUpgradesThemselves() throws IOException {
        container = proxy(ServerContainer.class, (proxy, called, arguments) -> null);
        TyrusUpgrade.send(context, response);
        assertThat(flushes).isZero();
    }

    private static <T> T proxy(Class<T> type, InvocationHandler answers) {
        return type.cast(
                Proxy.newProxyInstance(TyrusUpgradeTest.class.getClassLoader(), new Class<?>[] {type}, answers));
    }
}
