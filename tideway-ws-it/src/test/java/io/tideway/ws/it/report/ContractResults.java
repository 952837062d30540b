package io.tideway.ws.it.report;

import io.tideway.ws.it.server.OnServer;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.UniqueId.Segment;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Listens to every run of tests, and leaves a file in {@code target/contract} where the contract was among them: tests
 * run in several JVMs, and {@link PrintResults} puts their files together.
 *
 * <p>The server is that of the outermost test class, the capability is the name that JUnit shows of the class nested in
 * it, and facts are what tests publish to JUnit.
 */
public final class ContractResults implements TestExecutionListener {
    /** Where what concerns no capability is counted: a server or an application that did not start. */
    private static final String START = "Start of the tests";

    private static final Path RESULTS = Path.of("target", "contract");

    private CapabilityTable table = new CapabilityTable();
    private volatile TestPlan plan;

    @Override
    public synchronized void testPlanExecutionStarted(TestPlan started) {
        plan = started;
        table = new CapabilityTable();
    }

    @Override
    public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
        boolean passed = result.getStatus() == Status.SUCCESSFUL;
        if (test.isContainer() && (passed || !test.getParentId().isPresent())) {
            return; // its own results follow
        }
        place(test).ifPresent(tally -> {
            if (passed) {
                tally.pass();
            } else if (result.getStatus() == Status.FAILED) {
                tally.fail();
            } else {
                tally.skip();
                result.getThrowable()
                        .ifPresent(why -> table.remark(nested(test).orElse(START) + " skipped", why.getMessage()));
            }
        });
    }

    @Override
    public synchronized void executionSkipped(TestIdentifier skipped, String reason) {
        if (nested(skipped).isEmpty()) { // a whole class is one of a server that was not chosen
            server(skipped)
                    .filter(server -> reason.startsWith(OnServer.OTHER_JAVA))
                    .ifPresent(server -> table.remark(server + " left out", reason));
        } else {
            long tests = plan.getDescendants(skipped).stream()
                    .filter(TestIdentifier::isTest)
                    .count();
            for (long i = 0; i < Math.max(1, tests); i++) {
                place(skipped).ifPresent(Tally::skip);
            }
        }
    }

    @Override
    public synchronized void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
        Optional<String> server = server(test);
        for (Map.Entry<String, String> fact : entry.getKeyValuePairs().entrySet()) {
            server.ifPresentOrElse(
                    name -> table.fact(name, fact.getKey(), fact.getValue()),
                    () -> table.remark(fact.getKey(), fact.getValue()));
        }
    }

    @Override
    public synchronized void testPlanExecutionFinished(TestPlan finished) {
        if (!table.isEmpty()) {
            try {
                Files.createDirectories(RESULTS);
                Path file = Files.createTempFile(RESULTS, "results", "");
                try (ObjectOutputStream out = new ObjectOutputStream(Files.newOutputStream(file))) {
                    out.writeObject(table);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private Optional<Tally> place(TestIdentifier test) {
        return server(test).map(server -> table.tally(server, nested(test).orElse(START)));
    }

    private static Optional<String> server(TestIdentifier test) {
        return test.getUniqueIdObject().getSegments().stream()
                .filter(segment -> segment.getType().equals("class"))
                .map(Segment::getValue)
                .findFirst()
                .flatMap(ContractResults::serverOfClass);
    }

    private static Optional<String> serverOfClass(String name) {
        Class<?> tests = ReflectionSupport.tryToLoadClass(name).toOptional().orElseThrow();
        return AnnotationSupport.findAnnotation(tests, OnServer.class)
                .map(on -> on.value().title())
                .or(() -> AnnotationSupport.findAnnotation(tests, OnServerNamed.class)
                        .map(OnServerNamed::value));
    }

    private Optional<String> nested(TestIdentifier test) {
        for (TestIdentifier at = test; at != null; at = plan.getParent(at).orElse(null)) {
            var last = at.getUniqueIdObject().getLastSegment();
            boolean outermost = plan.getParent(at)
                    .filter(parent -> parent.getUniqueIdObject()
                            .getLastSegment()
                            .getType()
                            .equals("class"))
                    .isPresent();
            if (last.getType().equals("nested-class") && outermost) {
                return Optional.of(at.getDisplayName());
            }
        }
        return Optional.empty();
    }
}
