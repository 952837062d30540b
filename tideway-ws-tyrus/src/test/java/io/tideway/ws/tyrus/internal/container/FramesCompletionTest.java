package io.tideway.ws.tyrus.internal.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.fixtures.RecordedOutcomes;
import java.io.IOException;
import java.net.SocketAddress;
import org.glassfish.grizzly.WriteResult;
import org.glassfish.grizzly.asyncqueue.WritableMessage;
import org.junit.jupiter.api.Test;

class FramesCompletionTest {
    private final RecordedOutcomes outcomes = new RecordedOutcomes();

    @Test
    void aWriteThatGrizzlyCompletesTwiceIsToldOnce() {
        FramesCompletion write = new FramesCompletion(outcomes);
        WriteResult<WritableMessage, SocketAddress> result = WriteResult.create(null, null, null, 0);
        write.completed(result);
        write.completed(result);
        write.failed(new IOException("late"));
        write.cancelled();
        assertThat(outcomes.all()).containsExactly("written");
    }

    @Test
    void aCancelledWriteHasFailedOnce() {
        FramesCompletion write = new FramesCompletion(outcomes);
        write.cancelled();
        write.failed(new IOException("late"));
        assertThat(outcomes.all()).containsExactly("failed");
    }
}
