package io.tideway.ws.internal.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.fixtures.LogLines;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpgradeMessagesTest {
    @Test
    void whatAClientSendsIsCutInTheLog() {
        try (LogLines lines = LogLines.ofTideway()) {
            String endless = "x".repeat(10_000);
            UpgradeMessages.originRefused("/ws", endless, List.of(endless), List.of(endless))
                    .write();
            assertThat(lines.messages())
                    .hasSize(1)
                    .allSatisfy(line ->
                            assertThat(line).contains("TIDEWAY-305", "…").hasSizeLessThan(500));
        }
    }
}
