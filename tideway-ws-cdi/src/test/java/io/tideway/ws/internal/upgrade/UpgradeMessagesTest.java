package io.tideway.ws.internal.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.internal.fixture.LogLines;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpgradeMessagesTest {
    @Test
    void whatAClientSendsIsCutInTheLog() {
        try (LogLines lines = new LogLines()) {
            String endless = "x".repeat(10_000);
            UpgradeMessages.originRefused("/ws", endless, List.of(endless), List.of(endless))
                    .write();
            assertThat(lines.all())
                    .hasSize(1)
                    .allSatisfy(line ->
                            assertThat(line).contains("TIDEWAY-305", "…").hasSizeLessThan(500));
        }
    }
}
