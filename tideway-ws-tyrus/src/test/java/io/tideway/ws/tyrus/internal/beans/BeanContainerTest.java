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

    public record Coin(String side) {}

    public record Rung(List<String> heard) {}

    @ApplicationScoped
    public static class Mint {
        @Produces
        @Dependent
        Coin coin() {
            return new Coin("heads");
        }

        void hear(@Observes Rung bell) {
            bell.heard().add("Mint");
        }
    }

    @ApplicationScoped
    public static class Neighbour {}

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
            return BeanContainer.start("test-" + UUID.randomUUID(), named, discovery);
        } finally {
            Thread.currentThread().setContextClassLoader(outer);
        }
    }

    @Test
    void aClassThatIsNamedAndFoundIsOneBean() throws Exception {
        try (SeContainer beans = start(Discovery.ARCHIVES, List.of(Mint.class, Neighbour.class), List.of(Mint.class))) {
            assertThat(beans.getBeanManager().getBeans(Mint.class)).hasSize(1);
            assertThat(beans.select(Neighbour.class).isResolvable()).isTrue();
        }
    }

    @Test
    void aClassThatIsNamedAndFoundProducesOnce() throws Exception {
        try (SeContainer beans = start(Discovery.ARCHIVES, List.of(Mint.class), List.of(Mint.class))) {
            assertThat(beans.select(Coin.class).get().side()).isEqualTo("heads");
        }
    }

    @Test
    void aClassThatIsNamedAndFoundObservesOnce() throws Exception {
        try (SeContainer beans = start(Discovery.ARCHIVES, List.of(Mint.class), List.of(Mint.class))) {
            Rung bell = new Rung(new ArrayList<>());
            beans.getBeanManager().getEvent().fire(bell);
            assertThat(bell.heard()).containsExactly("Mint");
        }
    }

    @Test
    void aNamedClassThatItsArchiveDoesNotTakeForABeanIsOne() throws Exception {
        try (SeContainer beans =
                start(Discovery.ARCHIVES, List.of(Mint.class, Plain.class), List.of(Mint.class, Plain.class))) {
            assertThat(beans.getBeanManager().getBeans(Plain.class)).hasSize(1);
            assertThat(beans.getBeanManager().getBeans(Mint.class)).hasSize(1);
        }
    }

    @Test
    void aClassThatIsNamedTwiceIsOneBean() throws Exception {
        try (SeContainer beans = start(Discovery.NONE, List.of(), List.of(Mint.class, Mint.class))) {
            assertThat(beans.getBeanManager().getBeans(Mint.class)).hasSize(1);
        }
    }
}
