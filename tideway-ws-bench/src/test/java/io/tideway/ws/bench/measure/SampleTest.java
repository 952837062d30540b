package io.tideway.ws.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lets each server deliver a little, so that none is broken when it is to be measured. */
@Tag("long")
class SampleTest {
    @ParameterizedTest
    @ValueSource(strings = {"tyrus", "undertow"})
    void messagesThatFillTheSocketsAllArrive(String server) throws IOException {
        assertThat(Sample.of(100, 48, 65_536, server).perSecond()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tyrus", "tyrus plain", "undertow", "undertow plain"})
    void eachServerDeliversEverythingInOrder(String server) throws IOException {
        Sample sample = Sample.of(20, 200, 128, server.split(" ", -1));
        assertThat(sample.perSecond()).isPositive();
        assertThat(sample.cpuMicros()).isNotNegative();
    }
}
