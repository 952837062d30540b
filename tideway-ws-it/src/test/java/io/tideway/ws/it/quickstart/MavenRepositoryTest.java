package io.tideway.ws.it.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MavenRepositoryTest {
    @TempDir
    private Path directory;

    @Test
    void aLinkWhoseTargetIsGoneStays() throws IOException {
        Path users = Files.createDirectories(directory.resolve("users"));
        Path own = Files.createDirectories(directory.resolve("own"));
        Files.createDirectory(users.resolve("org"));
        Path gone = directory.resolve("gone");
        Files.createSymbolicLink(own.resolve("org"), gone);
        MavenRepository.linkAll(users, own, "io");
        assertThat(Files.readSymbolicLink(own.resolve("org"))).isEqualTo(gone);
    }
}
