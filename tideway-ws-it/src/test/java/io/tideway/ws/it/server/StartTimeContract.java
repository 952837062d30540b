package io.tideway.ws.it.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.it.server.weight.SampleBean;
import io.tideway.ws.it.server.weight.SampleEndpoint;
import io.tideway.ws.it.server.weight.SampleServlet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Tests how much Tideway adds to the start of an application on each server. */
abstract class StartTimeContract {
    private static final Duration AIM = Duration.ofMillis(150);

    /** More than a slow or busy machine can explain. */
    private static final Duration MOST = AIM.multipliedBy(3);

    private static final int ROUNDS = 5;
    private static final int MOST_ROUNDS = 25;

    private final Server server;
    private final Path plain = WarBuilder.war("plain")
            .classes(SampleBean.class, SampleServlet.class)
            .withoutTideway()
            .build();
    private final Path tideway = WarBuilder.war("tideway")
            .classes(SampleBean.class, SampleServlet.class, SampleEndpoint.class)
            .build();

    StartTimeContract(Server server) {
        this.server = server;
    }

    @Test
    void tidewayAddsLittleToTheStartOfTheSameWar(TestReporter reporter) {
        // A machine that does something else besides only ever adds, so the fastest start is the nearest to the truth.
        List<Duration> without = new ArrayList<>();
        List<Duration> with = new ArrayList<>();
        while (without.size() < ROUNDS
                || (without.size() < MOST_ROUNDS && added(without, with).compareTo(AIM) >= 0)) {
            // In turn, so that what disturbs the machine meets both.
            without.add(start(plain, "/plain"));
            with.add(start(tideway, "/tideway"));
        }
        reporter.publishEntry("Start of a small WAR", Collections.min(without).toMillis() + " ms");
        reporter.publishEntry("Start with Tideway", Collections.min(with).toMillis() + " ms");
        reporter.publishEntry("Added by Tideway", added(without, with).toMillis() + " ms");
        assertThat(added(without, with))
                .as("without: %s, with: %s", without, with)
                .isLessThan(MOST);
    }

    private static Duration added(List<Duration> without, List<Duration> with) {
        return Collections.min(with).minus(Collections.min(without));
    }

    private Duration start(Path war, String contextPath) {
        Duration took = server.deploy(war, contextPath);
        server.undeploy(contextPath);
        return took;
    }
}
