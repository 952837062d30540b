package io.tideway.ws.internal.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ViolationPathTest {

    /** Belongs to the first parameter. */
    private record First(String getName) implements Path.ParameterNode {
        @Override
        public int getParameterIndex() {
            return 0;
        }

        @Override
        public boolean isInIterable() {
            return false;
        }

        @Override
        public @Nullable Integer getIndex() {
            return null;
        }

        @Override
        public @Nullable Object getKey() {
            return null;
        }

        @Override
        public ElementKind getKind() {
            return ElementKind.PARAMETER;
        }

        @Override
        public <T extends Path.Node> T as(Class<T> type) {
            return type.cast(this);
        }
    }

    private record Nodes(List<Path.Node> nodes) implements Path {
        @Override
        public Iterator<Node> iterator() {
            return nodes.iterator();
        }
    }

    private static String path(String parameter, Method method) {
        Path path = new Nodes(List.of(new First(parameter)));
        return ViolationPath.of(
                (ConstraintViolation<?>) Proxy.newProxyInstance(
                        ViolationPathTest.class.getClassLoader(),
                        new Class<?>[] {ConstraintViolation.class},
                        (proxy, called, arguments) -> path),
                method);
    }

    static void compiledWithParameters(String card) {
        assertThat(card).isNotNull();
    }

    @Test
    void aParameterWhoseNameIsNotCompiledIsTheValue() throws NoSuchMethodException {
        Method ofPlatform = String.class.getMethod("concat", String.class);

        assertThat(path("arg0", ofPlatform)).isEqualTo("value");
        assertThat(path("card", ofPlatform)).isEqualTo("card");
    }

    @Test
    void aCompiledNameIsUsed() throws NoSuchMethodException {
        Method compiled = ViolationPathTest.class.getDeclaredMethod("compiledWithParameters", String.class);

        assertThat(path("arg0", compiled)).isEqualTo("card");
    }
}
