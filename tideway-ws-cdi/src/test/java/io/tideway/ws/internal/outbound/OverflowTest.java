package io.tideway.ws.internal.outbound;

import static io.tideway.ws.internal.fixture.FakeTransport.Mode.ON_DEMAND;
import static io.tideway.ws.internal.outbound.Queues.offer;
import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.OverflowPolicy;
import io.tideway.ws.SendResult;
import io.tideway.ws.internal.fixture.FakeTransport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Shows what a full queue does. */
class OverflowTest {
    private final RecordingListener listener = new RecordingListener();
    private FakeTransport transport = new FakeTransport(ON_DEMAND);

    @Test
    void tellsOfAnOverflowOnceTheBroadcastEnds() {
        OutboundQueue queue = queue(1, 1000, OverflowPolicy.CLOSE);
        offer(queue, "a");
        DeferredWrites writes = new Flusher(Runnable::run, 1).begin();
        assertThat(queue.offer(Payload.text("b"), Admission.ALWAYS, writes)).isEqualTo(Outcome.OVERFLOWED);
        assertThat(listener.overflows).isZero();
        writes.end();
        assertThat(listener.overflows).isEqualTo(1);
        assertThat(listener.full).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(OverflowPolicy.class)
    void boundsMessages(OverflowPolicy policy) {
        OutboundQueue queue = queue(3, 1000, policy);
        assertThat(offer(queue, "a", "b", "c")).containsOnly(SendResult.QUEUED);
        SendResult fourth = queue.offer(Payload.text("d"));
        transport.completeAll();
        switch (policy) {
            case CLOSE -> {
                assertThat(fourth).isEqualTo(SendResult.OVERFLOWED);
                assertThat(transport.texts()).containsExactly("a", "b", "c");
                assertThat(transport.closes())
                        .containsExactly(CloseFrame.TRY_AGAIN_LATER.withReason("outbound queue full"));
                assertThat(listener.overflows).isEqualTo(1);
                assertThat(queue.offer(Payload.text("e"))).isEqualTo(SendResult.CLOSED);
            }
            case DROP_OLDEST -> {
                assertThat(fourth).isEqualTo(SendResult.QUEUED);
                // "a" was in flight and cannot be taken back.
                assertThat(transport.texts()).containsExactly("a", "c", "d");
            }
            case DROP_NEWEST -> {
                assertThat(fourth).isEqualTo(SendResult.DROPPED);
                assertThat(transport.texts()).containsExactly("a", "b", "c");
            }
        }
        assertThat(listener.dropped).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(OverflowPolicy.class)
    void boundsBytesOfUtf8(OverflowPolicy policy) {
        OutboundQueue queue = queue(100, 10, policy);
        offer(queue, "ää", "ä"); // six bytes
        SendResult result = queue.offer(Payload.text("12345"));
        assertThat(queue.queuedBytes()).isLessThanOrEqualTo(10);
        assertThat(result)
                .isEqualTo(
                        switch (policy) {
                            case CLOSE -> SendResult.OVERFLOWED;
                            case DROP_OLDEST -> SendResult.QUEUED;
                            case DROP_NEWEST -> SendResult.DROPPED;
                        });
    }

    @Test
    void dropsNothingForAPayloadThatCouldNotFitAnyway() {
        OutboundQueue queue = queue(100, 10, OverflowPolicy.DROP_OLDEST);
        offer(queue, "1234", "5678");
        assertThat(queue.offer(Payload.text("9 bytes !"))).isEqualTo(SendResult.DROPPED);
        transport.completeAll();
        assertThat(transport.texts()).containsExactly("1234", "5678");
    }

    @Test
    void closesForAPayloadThatNeverFits() {
        OutboundQueue queue = queue(100, 10, OverflowPolicy.CLOSE);
        assertThat(queue.offer(Payload.text("eleven byte"))).isEqualTo(SendResult.OVERFLOWED);
        assertThat(transport.closes()).hasSize(1);
    }

    @Test
    void tellsOnceThatItIsFullUntilItHasBeenEmpty() {
        OutboundQueue queue = queue(1, 1000, OverflowPolicy.DROP_NEWEST);
        offer(queue, "a", "b", "c");
        assertThat(listener.full).isEqualTo(1);
        transport.completeAll();
        offer(queue, "d", "e");
        assertThat(listener.full).isEqualTo(2);
    }

    @Test
    void refusesAPayloadWhereAnotherCloseHasComeBeforeItsOverflow() {
        listener.mayOverflow = false;
        OutboundQueue queue = queue(1, 1000, OverflowPolicy.CLOSE);
        offer(queue, "a");
        assertThat(queue.offer(Payload.text("b"))).isEqualTo(SendResult.CLOSED);
        queue.close(CloseFrame.NORMAL);
        transport.completeAll();
        assertThat(transport.closes()).containsExactly(CloseFrame.NORMAL);
        assertThat(listener.overflows).isZero();
    }

    @Test
    void dropsTheOldestThatIsNotInFlight() {
        transport = new FakeTransport(ON_DEMAND, 1000);
        OutboundQueue queue = queue(4, 1000, OverflowPolicy.DROP_OLDEST);
        offer(queue, "a", "b", "c");
        transport.complete();
        assertThat(transport.texts()).containsExactly("a", "b", "c");
        offer(queue, "d", "e", "f", "g");
        transport.completeAll();
        assertThat(transport.texts()).containsExactly("a", "b", "c", "f", "g");
        assertThat(listener.dropped).isEqualTo(2);
        assertThat(queue.queuedBytes()).isZero();
    }

    private OutboundQueue queue(int messages, long bytes, OverflowPolicy policy) {
        return Queues.open(transport, listener, messages, bytes, policy);
    }
}
