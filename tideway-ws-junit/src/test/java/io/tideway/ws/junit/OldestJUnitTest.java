package io.tideway.ws.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Runs this module's tests with the oldest JUnit that the kit supports. */
class OldestJUnitTest {

    private static final Path OLDEST = Path.of("target", "oldest-junit");
    private static final Pattern CURRENT = Pattern.compile("(junit-|opentest4j-|apiguardian-).*\\.jar");

    @Test
    void testsPassOnJUnit510() throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath(),
                RunTests.class.getName(),
                ConstructorClientTest.class.getName(),
                InstancePerClassTest.class.getName(),
                RepeatedBeansTest.class.getName(),
                TestConnectionTest.class.getName(),
                TidewayExtensionTest.class.getName(),
                TidewayTestTest.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).contains("junit-jupiter-api-5.10.").containsPattern("[1-9][0-9] tests passed");
    }

    private static String classPath() throws Exception {
        List<String> entries = new ArrayList<>();
        try (Stream<Path> jars = Files.list(OLDEST)) {
            jars.map(Path::toString).forEach(entries::add);
        }
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!CURRENT.matcher(Path.of(entry).getFileName().toString()).matches()) {
                entries.add(entry);
            }
        }
        return String.join(File.pathSeparator, entries);
    }
}
