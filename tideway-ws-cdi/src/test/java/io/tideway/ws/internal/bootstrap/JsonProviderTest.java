package io.tideway.ws.internal.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.Connection;
import io.tideway.ws.JsonHandler;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.internal.invoke.JsonCodec;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Qualifier;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.config.PropertyNamingStrategy;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.junit.jupiter.api.Test;

/** Shows which JSON-B reads and writes the messages. */
class JsonProviderTest {
    private static final JsonbConfig UPPER_CAMEL =
            new JsonbConfig().withPropertyNamingStrategy(PropertyNamingStrategy.UPPER_CAMEL_CASE);

    public record Price(String article) {}

    @WebSocketEndpoint("/prices")
    static class Prices implements JsonHandler<Price> {
        @Override
        public void onJson(Connection connection, Price price) {}
    }

    @ApplicationScoped
    static class OfTheApplication {
        private boolean disposed;

        @Produces
        @Dependent
        Jsonb jsonb() {
            return JsonbBuilder.create(UPPER_CAMEL);
        }

        void close(@Disposes Jsonb jsonb) throws Exception {
            disposed = true;
            jsonb.close();
        }

        boolean isDisposed() {
            return disposed;
        }
    }

    @Dependent
    static class Second {
        @Produces
        @ApplicationScoped
        Jsonb jsonb() {
            return JsonbBuilder.create();
        }
    }

    @Qualifier
    @Retention(RetentionPolicy.RUNTIME)
    @interface Compact {}

    @Dependent
    static class Qualified {
        @Produces
        @Compact
        Jsonb jsonb() {
            return JsonbBuilder.create(UPPER_CAMEL);
        }
    }

    @Test
    void theApplicationsOwnJsonbReadsAndWrites() {
        try (SeContainer container = start(Prices.class, OfTheApplication.class)) {
            JsonCodec codec = container.select(Deployment.class).get().codec();
            assertThat(codec.encode(new Price("tea"))).isEqualTo("{\"Article\":\"tea\"}");
            assertThat(codec.decode("{\"Article\":\"tea\"}", Price.class)).isEqualTo(new Price("tea"));
        }
    }

    @Test
    void theApplicationsOwnJsonbIsDisposedOfByItsProducer() {
        try (SeContainer container = start(Prices.class, OfTheApplication.class)) {
            OfTheApplication producer = container.select(OfTheApplication.class).get();
            assertThat(producer.isDisposed()).isFalse();
            container.select(Deployment.class).get().stop();
            assertThat(producer.isDisposed()).isTrue();
        }
    }

    @Test
    void withoutOneTheServersJsonBindingReadsAndWrites() {
        try (SeContainer container = start(Prices.class)) {
            assertThat(container.select(Deployment.class).get().codec().encode(new Price("tea")))
                    .isEqualTo("{\"article\":\"tea\"}");
        }
    }

    @Test
    void aQualifiedJsonbIsForOtherPurposes() {
        try (SeContainer container = start(Prices.class, Qualified.class)) {
            assertThat(container.select(Deployment.class).get().codec().encode(new Price("tea")))
                    .isEqualTo("{\"article\":\"tea\"}");
        }
    }

    @Test
    void severalFailTheDeployment() {
        assertThat(Deploying.problems(Prices.class, OfTheApplication.class, Second.class))
                .contains("TIDEWAY-117", "exactly one");
    }

    private static SeContainer start(Class<?>... beans) {
        return SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(new TidewayExtension())
                .addBeanClasses(beans)
                .initialize();
    }
}
