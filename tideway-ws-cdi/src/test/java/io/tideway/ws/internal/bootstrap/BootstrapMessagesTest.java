package io.tideway.ws.internal.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BootstrapMessagesTest {
    @Test
    void aHandlerThatCdiCannotCreateIsReportedWithTheRemedy() {
        assertThat(BootstrapMessages.noReference(new IllegalStateException("why")))
                .contains("why; make it one bean");
    }
}
