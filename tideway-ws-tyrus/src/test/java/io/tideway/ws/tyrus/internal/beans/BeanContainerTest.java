package io.tideway.ws.tyrus.internal.beans;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BeanContainerTest {

    public record Product(String state) {}

    public record Event(List<String> observers) {}

    @ApplicationScoped
    public static class ProducingBean {
        @Produces
        @Dependent
        Product product() {
            return new Product("made");
        }

        void observe(@Observes Event event) {
            event.observers().add("ProducingBean");
        }
    }

    @ApplicationScoped
    public static class OtherBean {}

    /** Has no annotation that makes a bean of it, so an archive does not find it. */
    public static class Plain {}

    @TempDir
    Path archive;

    private SeContainer start(Discovery discovery, List<Class<?>> found, List<Class<?>> named) throws Exception {
        Files.createDirectories(archive.resolve("META-INF"));
        Files.createFile(archive.resolve("META-INF/beans.xml"));
        ClassLoader outer = Thread.currentThread().getContextClassLoader();
        for (Class<?> type : found) {
            String file = type.getName().replace('.', '/') + ".class";
            Files.createDirectories(archive.resolve(file).getParent());
            try (InputStream in = outer.getResourceAsStream(file)) {
                Files.copy(in, archive.resolve(file));
            }
        }
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {archive.toUri().toURL()}, outer)) {
            Thread.currentThread().setContextClassLoader(loader);
            return BeanContainer.start("test-" + UUID.randomUUID(), named, discovery, List.of());
        } finally {
            Thread.currentThread().setContextClassLoader(outer);
        }
    }

    @Test
    void aClassThatIsNamedAndFoundIsOneBean() throws Exception {
        try (SeContainer beans = start(
                Discovery.ARCHIVES, List.of(ProducingBean.class, OtherBean.class), List.of(ProducingBean.class))) {
            assertThat(beans.getBeanManager().getBeans(ProducingBean.class)).hasSize(1);
            assertThat(beans.select(OtherBean.class).isResolvable()).isTrue();
        }
    }

    @Test
    void aClassThatIsNamedAndFoundProducesOnce() throws Exception {
        try (SeContainer beans =
                start(Discovery.ARCHIVES, List.of(ProducingBean.class), List.of(ProducingBean.class))) {
            assertThat(beans.select(Product.class).get().state()).isEqualTo("made");
        }
    }

    @Test
    void aClassThatIsNamedAndFoundObservesOnce() throws Exception {
        try (SeContainer beans =
                start(Discovery.ARCHIVES, List.of(ProducingBean.class), List.of(ProducingBean.class))) {
            Event event = new Event(new ArrayList<>());
            beans.getBeanManager().getEvent().fire(event);
            assertThat(event.observers()).containsExactly("ProducingBean");
        }
    }

    @Test
    void aNamedClassThatItsArchiveDoesNotTakeForABeanIsOne() throws Exception {
        try (SeContainer beans = start(
                Discovery.ARCHIVES,
                List.of(ProducingBean.class, Plain.class),
                List.of(ProducingBean.class, Plain.class))) {
            assertThat(beans.getBeanManager().getBeans(Plain.class)).hasSize(1);
            assertThat(beans.getBeanManager().getBeans(ProducingBean.class)).hasSize(1);
        }
    }

    @Test
    void aClassThatIsNamedTwiceIsOneBean() throws Exception {
        try (SeContainer beans = start(Discovery.NONE, List.of(), List.of(ProducingBean.class, ProducingBean.class))) {
            assertThat(beans.getBeanManager().getBeans(ProducingBean.class)).hasSize(1);
        }
    }
}
