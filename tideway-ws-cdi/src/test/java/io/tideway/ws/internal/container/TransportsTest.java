package io.tideway.ws.internal.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.fixtures.RecordedOutcomes;
import io.tideway.ws.internal.outbound.Payload;
import io.tideway.ws.internal.outbound.TransportWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.glassfish.tyrus.fake.FakeTyrus;
import org.junit.jupiter.api.Test;

class TransportsTest {
    private final Transports transports = new Transports(Runnable::run, Runnable::run, Runnable::run);

    @Test
    void aFirstSessionThatIsLostLeavesTheFastTransportToTheNext() {
        assertThat(transports.of(FakeTyrus.lostSession())).isInstanceOf(SessionTransport.class);
        assertThat(transports.of(FakeTyrus.session())).isInstanceOf(TyrusTransport.class);
    }

    @Test
    void aLostSessionTakesTheFastTransportFromNoOther() {
        assertThat(transports.of(FakeTyrus.session())).isInstanceOf(TyrusTransport.class);
        assertThat(transports.of(FakeTyrus.lostSession())).isInstanceOf(SessionTransport.class);
        assertThat(transports.of(FakeTyrus.session())).isInstanceOf(TyrusTransport.class);
    }

    @Test
    void aServerThatIsMadeOtherwiseIsNotSearchedForEver() {
        for (int i = 0; i < Transports.MOST_FAILED_LOOKUPS; i++) {
            transports.of(FakeTyrus.lostSession());
        }
        assertThat(transports.of(FakeTyrus.session())).isInstanceOf(SessionTransport.class);
    }

    @Test
    void aServersOwnChannelIsUsedWithoutReflection() {
        RecordingChannel channel = new RecordingChannel();
        Transport transport = transports.of(FakeTyrus.lostSession(), channel);
        assertThat(transport).isInstanceOf(ChannelTransport.class);
        assertThat(transport.inboundFlow()).isSameAs(channel.flow);
        transport.abort(CloseFrame.ABNORMAL);
        assertThat(channel.drops).isEqualTo(1);
    }

    @Test
    void framesGoToTheServersOwnChannel() {
        RecordingChannel channel = new RecordingChannel();
        RecordedOutcomes outcomes = new RecordedOutcomes();
        ((ChannelTransport) transports.of(FakeTyrus.lostSession(), channel))
                .write(ByteBuffer.wrap(Payload.text("x").frame()), outcomes);
        assertThat(outcomes.all()).containsExactly("written");
        assertThat(channel.frames).containsExactly(0x81, 1, 0x78);
    }

    private static final class RecordingChannel implements FrameChannel {
        private final InboundFlow flow = new InboundFlow() {};
        private final List<Integer> frames = new ArrayList<>();
        private int drops;

        @Override
        public void writeFrames(ByteBuffer written, TransportWriter.Completion completion) {
            while (written.hasRemaining()) {
                frames.add(written.get() & 0xFF);
            }
            completion.written();
        }

        @Override
        public boolean gather(Runnable task) {
            return false;
        }

        @Override
        public void beforeCloseFrame(Runnable listener) {}

        @Override
        public boolean writeGathered() {
            return false;
        }

        @Override
        public void drop() {
            drops++;
        }

        @Override
        public InboundFlow inboundFlow() {
            return flow;
        }
    }
}
