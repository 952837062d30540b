package io.tideway.ws;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConnectionMetricsTest {

    @ParameterizedTest
    @MethodSource("accessors")
    void eachAccessorReturnsWhatItsBuilderMethodSet(Method accessor) throws Exception {
        ConnectionMetrics.Builder builder = ConnectionMetrics.builder();
        Method setter = ConnectionMetrics.Builder.class.getMethod(accessor.getName(), accessor.getReturnType());
        assertThat(accessor.invoke(builder.build())).hasToString("0");
        setter.invoke(builder, 7);
        assertThat(accessor.invoke(builder.build())).hasToString("7");
        assertThat(builder.build()).asString().contains(accessor.getName() + "=7");
    }

    @Test
    void aSnapshotStaysAsItWasBuilt() {
        ConnectionMetrics.Builder builder = ConnectionMetrics.builder().rooms(1);
        ConnectionMetrics snapshot = builder.build();
        builder.rooms(2);
        assertThat(snapshot.rooms()).isEqualTo(1);
    }

    static Stream<Method> accessors() {
        return Arrays.stream(ConnectionMetrics.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !Modifier.isStatic(method.getModifiers()))
                .filter(method -> !method.getName().equals("toString") && !method.isSynthetic());
    }
}
