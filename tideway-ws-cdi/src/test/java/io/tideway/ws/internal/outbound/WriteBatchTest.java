package io.tideway.ws.internal.outbound;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class WriteBatchTest {
    private final WriteBatch batch = new WriteBatch();

    private ByteBuffer framesOf(String... texts) {
        batch.clear();
        for (String text : texts) {
            batch.add(Payload.text(text), 1000);
        }
        return batch.sharedFrames();
    }

    private static String text(ByteBuffer frames) {
        return US_ASCII.decode(frames.duplicate()).toString().replaceAll("[^a-z]", "");
    }

    @Test
    void theFramesOfAWriteThatIsDoneAreUsedAgain() {
        ByteBuffer first = framesOf("a", "bc", "d");
        assertThat(text(first)).isEqualTo("abcd");
        batch.markWritten();
        batch.takeWritten();
        ByteBuffer second = framesOf("x", "y");
        assertThat(text(second)).isEqualTo("xy");
        assertThat(second.array()).isSameAs(first.array());
    }

    @Test
    void theFramesOfAWriteThatGoesOnStayAsTheyAre() {
        ByteBuffer first = framesOf("a", "b");
        batch.takeWritten(); // which was not written inside the call
        framesOf("x", "y");
        assertThat(text(first)).isEqualTo("ab");
    }
}
