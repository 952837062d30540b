package io.tideway.ws.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.it.conformance.Section;
import io.tideway.ws.it.conformance.Suite;
import io.tideway.ws.it.conformance.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the Autobahn cases, the field's conformance suite, on every server; {@link AllowedGrade} lists the exceptions.
 */
public abstract class ConformanceContract {
    private static final List<String> MESSAGES_OF_THOUSANDS_OF_FRAMES =
            List.of("9.3.1", "9.3.2", "9.3.3", "9.4.1", "9.4.2", "9.4.3");

    private final ContractClient application;

    /** Runs them on an application. */
    protected ConformanceContract(ContractClient application) {
        this.application = application;
    }

    @BeforeAll
    static void install() throws IOException {
        Suite.installed(); // here, once for each server, not for each section
    }

    static Stream<Section> uncompressed() {
        return Stream.of(Section.values()).filter(section -> !section.isCompressed());
    }

    @ParameterizedTest
    @MethodSource("uncompressed")
    void anEndpointPassesTheCases(Section section) throws IOException {
        check("/large-echo", section);
    }

    @ParameterizedTest
    @EnumSource
    void anEndpointWithCompressionPassesTheCases(Section section) throws IOException {
        check("/compressed-echo", section);
    }

    private void check(String path, Section section) throws IOException {
        List<String> except =
                application.has(Deviation.SPENDS_MILLISECONDS_ON_A_FRAME) ? MESSAGES_OF_THOUSANDS_OF_FRAMES : List.of();
        List<Verdict> verdicts = Suite.installed().run(application.uri(path), section.cases(), except);
        assertThat(verdicts).isNotEmpty();
        assertThat(verdicts).filteredOn(verdict -> !isAccepted(verdict)).isEmpty();
    }

    private boolean isAccepted(Verdict verdict) {
        return verdict.isStrict()
                || Stream.of(AllowedGrade.values()).anyMatch(allowed -> allowed.covers(verdict, application));
    }
}
