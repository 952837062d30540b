package io.tideway.ws.internal.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.Connection;
import io.tideway.ws.ConnectionScoped;
import io.tideway.ws.Handshake;
import io.tideway.ws.UpgradeDecision;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import io.tideway.ws.internal.bootstrap.TidewayExtension;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Upgrades of handlers that have an instance for each connection. */
class HandlerReferenceTest {

    @ApplicationScoped
    static class Journal {
        private final List<String> entries = new ArrayList<>();

        void note(String entry) {
            entries.add(entry);
        }

        List<String> entries() {
            return entries;
        }
    }

    @ConnectionScoped
    @WebSocketEndpoint("/plain")
    static class WithoutOnUpgrade implements WebSocketHandler {
        @Inject
        Connection connection;

        @PostConstruct
        void greet() {
            connection.sendText("hello"); // there is no connection yet
        }
    }

    @ConnectionScoped
    @WebSocketEndpoint("/deciding")
    static class WithOnUpgrade implements WebSocketHandler {
        @Inject
        Journal journal;

        @PostConstruct
        void created() {
            journal.note("created");
        }

        @Override
        public UpgradeDecision onUpgrade(Handshake handshake) {
            journal.note("asked");
            return UpgradeDecision.reject(403, "no");
        }

        @PreDestroy
        void destroyed() {
            journal.note("destroyed");
        }
    }

    private final Handshake handshake = (Handshake) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {Handshake.class}, (proxy, method, arguments) -> null);
    private final SeContainer container = SeContainerInitializer.newInstance()
            .disableDiscovery()
            .addExtensions(new TidewayExtension())
            .addBeanClasses(Journal.class, WithoutOnUpgrade.class, WithOnUpgrade.class)
            .initialize();

    @AfterEach
    void close() {
        container.close();
    }

    @Test
    void aHandlerWithoutOnUpgradeHasNoInstanceBeforeItsConnection() throws Exception {
        assertThat(reference(WithoutOnUpgrade.class).onUpgrade(handshake)).isEqualTo(UpgradeDecision.accept());
    }

    @Test
    void onUpgradeRunsOnAnInstanceOfItsOwn() throws Exception {
        assertThat(reference(WithOnUpgrade.class).onUpgrade(handshake)).isEqualTo(UpgradeDecision.reject(403, "no"));
        assertThat(container.select(Journal.class).get().entries()).containsExactly("created", "asked", "destroyed");
    }

    private HandlerReference reference(Class<?> handler) {
        BeanManager beans = container.getBeanManager();
        return new HandlerReference(beans, beans.resolve(beans.getBeans(handler)), beans.createCreationalContext(null));
    }
}
