package io.tideway.ws.tyrus.internal.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.internal.outbound.TransportWriter;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.glassfish.grizzly.WriteResult;
import org.glassfish.grizzly.asyncqueue.WritableMessage;
import org.junit.jupiter.api.Test;

class FramesCompletionTest {
    private final List<String> told = new ArrayList<>();

    @Test
    void aWriteThatGrizzlyCompletesTwiceIsToldOnce() {
        FramesCompletion write = new FramesCompletion(completion());
        WriteResult<WritableMessage, SocketAddress> result = WriteResult.create(null, null, null, 0);
        write.completed(result);
        write.completed(result);
        write.failed(new IOException("late"));
        write.cancelled();
        assertThat(told).containsExactly("written");
    }

    @Test
    void aCancelledWriteHasFailedOnce() {
        FramesCompletion write = new FramesCompletion(completion());
        write.cancelled();
        write.failed(new IOException("late"));
        assertThat(told).containsExactly("failed");
    }

    private TransportWriter.Completion completion() {
        return new TransportWriter.Completion() {
            @Override
            public void written() {
                told.add("written");
            }

            @Override
            public void failed(Throwable cause) {
                told.add("failed");
            }
        };
    }
}
