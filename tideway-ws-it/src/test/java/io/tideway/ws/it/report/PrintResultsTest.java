package io.tideway.ws.it.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Puts results together as the build does after the contract. */
class PrintResultsTest {

    @TempDir
    Path directory;

    @Test
    void oneWarOnAllServersIsARow() throws Exception {
        leave("Tomcat", "0a1b");
        leave("WildFly", "0a1b");
        assertThat(print()).containsPattern("\\| WAR +\\| 0a1b +\\| 0a1b +\\|");
    }

    @Test
    void anotherWarOnOneServerFailsTheBuild() throws IOException {
        leave("Tomcat", "0a1b");
        leave("WildFly", "2c3d");
        assertThatThrownBy(this::print)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("[0a1b, 2c3d]");
    }

    private void leave(String server, String war) throws IOException {
        CapabilityTable table = new CapabilityTable();
        table.tally(server, "Rooms").pass();
        table.fact(server, PrintResults.WAR, war);
        Path results = Files.createDirectories(directory.resolve("results"));
        try (ObjectOutputStream out = new ObjectOutputStream(Files.newOutputStream(results.resolve(server)))) {
            out.writeObject(table);
        }
    }

    private String print() throws IOException, ClassNotFoundException {
        Path file = directory.resolve("contract.md");
        PrintResults.main(new String[] {directory.resolve("results").toString(), file.toString()});
        return Files.readString(file);
    }
}
