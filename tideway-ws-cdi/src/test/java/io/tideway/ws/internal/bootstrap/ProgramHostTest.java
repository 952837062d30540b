package io.tideway.ws.internal.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import io.tideway.ws.fixtures.LogLines;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.Extension;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Starts CDI where no servlet container will find the endpoints. */
class ProgramHostTest {
    private final LogLines log = LogLines.ofTideway();

    @AfterEach
    void close() {
        log.close();
    }

    @WebSocketEndpoint("/chat")
    static class Chat implements WebSocketHandler {}

    @ApplicationScoped
    static class Service {}

    /** Hides the servlet API, as a program with CDI alone does not have it. */
    private static final class WithoutServlets extends ClassLoader {
        WithoutServlets() {
            super(ProgramHostTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("jakarta.servlet.")) {
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }
    }

    @Test
    void handlersThatNothingRegistersAreLogged() {
        start(new WithoutServlets(), List.of(), Chat.class);
        assertThat(log.messages())
                .anySatisfy(line -> assertThat(line).contains("TIDEWAY-119", Chat.class.getName(), "TidewayServer"));
    }

    @Test
    void anApplicationWithoutHandlersIsNotBothered() {
        start(new WithoutServlets(), List.of(), Service.class);
        assertThat(log.messages()).noneMatch(line -> line.contains("TIDEWAY-119"));
    }

    @Test
    void aProgramThatStartsTheEndpointsItselfSaysSo() {
        start(new WithoutServlets(), List.of(new ProgramHost()), Chat.class);
        assertThat(log.messages()).noneMatch(line -> line.contains("TIDEWAY-119"));
    }

    @Test
    void aServletContainerIsExpectedToRegisterTheEndpoints() {
        start(getClass().getClassLoader(), List.of(), Chat.class);
        assertThat(log.messages()).noneMatch(line -> line.contains("TIDEWAY-119"));
    }

    private static final class OwnController implements RequestContextController {
        @Override
        public boolean activate() {
            return false;
        }

        @Override
        public void deactivate() {}
    }

    @Test
    void aProgramMayBeginItsRequestScopesByItself() {
        RequestContextController own = new OwnController();
        try (SeContainer container = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(new ProgramHost(beans -> own))
                .addBeanClasses(Service.class)
                .initialize()) {
            assertThat(ProgramHost.requestScopes(container.getBeanManager()).get())
                    .isSameAs(own);
        }
    }

    @Test
    void cdiBeginsTheRequestScopesElsewhere() {
        try (SeContainer container = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addBeanClasses(Service.class)
                .initialize()) {
            RequestContextController controller =
                    ProgramHost.requestScopes(container.getBeanManager()).get();
            assertThat(controller.activate()).isTrue();
            controller.deactivate();
        }
    }

    private static void start(ClassLoader loader, List<Extension> extensions, Class<?> bean) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try (SeContainer container = SeContainerInitializer.newInstance()
                .setClassLoader(loader)
                .disableDiscovery()
                .addExtensions(new TidewayExtension())
                .addExtensions(extensions.toArray(Extension[]::new))
                .addBeanClasses(bean)
                .initialize()) {
            assertThat(container.isRunning()).isTrue();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
