package io.tideway.ws.it.proxy;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideway.ws.it.quickstart.FreePort;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ProxyTest {
    @TempDir
    private Path directory;

    @Test
    @Timeout(value = 30, unit = TimeUnit.SECONDS)
    void aProgramThatEndsFailsTheStartAtOnceWithWhatItWrote() {
        assertThatThrownBy(() -> Proxy.start(directory, FreePort.next(), "sh", "-c", "echo unknown directive; exit 1"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("unknown directive");
    }
}
