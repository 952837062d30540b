package io.tideway.ws.internal.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.OverflowPolicy;
import io.tideway.ws.SendResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Shows that what waits for the end of a thread's round never fills the queue of a client that is quick. */
class GatheredQueueTest {
    private final RecordingListener listener = new RecordingListener();
    private final GatheringTransport transport = new GatheringTransport();

    private OutboundQueue queue(int messages, long bytes, OverflowPolicy policy) {
        return Queues.open(transport, listener, messages, bytes, policy);
    }

    @Test
    void whatFitsLeavesInOneWriteAtTheEndOfTheRound() {
        OutboundQueue queue = queue(10, 1000, OverflowPolicy.CLOSE);
        List<String> sent = offer(queue, 10);
        assertThat(transport.texts()).isEmpty();
        transport.writeGathered();
        assertThat(transport.texts()).isEqualTo(sent);
        assertThat(transport.writes()).containsExactly(10);
    }

    static Stream<Arguments> tightBoundsAndPolicies() {
        return Arrays.stream(OverflowPolicy.values())
                .flatMap(policy -> Stream.of(Arguments.of(10, 1000, policy), Arguments.of(1000, 10, policy)));
    }

    @ParameterizedTest(name = "{0} messages of {1} bytes, {2}")
    @MethodSource("tightBoundsAndPolicies")
    void moreThanTheQueueHoldsIsSentInARound(int messages, long bytes, OverflowPolicy policy) {
        OutboundQueue queue = queue(messages, bytes, policy);
        List<String> sent = offer(queue, 95);
        transport.writeGathered();
        assertThat(transport.texts()).isEqualTo(sent);
        assertThat(listener.full).isZero();
    }

    @ParameterizedTest
    @EnumSource(OverflowPolicy.class)
    void broadcastsInTheRoundDoNotFillTheQueueEither(OverflowPolicy policy) {
        OutboundQueue queue = queue(10, 1000, policy);
        List<String> sent = new ArrayList<>(offer(queue, 1));
        Flusher flusher = new Flusher(Runnable::run, 1);
        for (int i = 0; i < 95; i++) {
            DeferredWrites writes = flusher.begin();
            assertThat(queue.offer(Payload.text("b" + i), Admission.ALWAYS, writes))
                    .isEqualTo(Outcome.QUEUED);
            writes.end();
            sent.add("b" + i);
            if (i % 10 == 3) {
                sent.addAll(offer(queue, 1)); // which gathers again
            }
        }
        transport.writeGathered();
        assertThat(transport.texts()).isEqualTo(sent);
        assertThat(listener.full).isZero();
    }

    @Test
    void thereIsSpaceForARecoveryThatFitsOnceTheRoundIsWritten() {
        OutboundQueue queue = queue(10, 1000, OverflowPolicy.CLOSE);
        offer(queue, 8);
        assertThat(queue.hasSpaceFor(2, 10)).isTrue();
        assertThat(transport.texts()).isEmpty();
        assertThat(queue.hasSpaceFor(5, 10)).isTrue();
        assertThat(transport.texts()).hasSize(8);
        assertThat(queue.hasSpaceFor(11, 10)).isFalse();
    }

    @Test
    void anEndWaitsForTheThreadThatHasTakenTheWriting() throws InterruptedException {
        OutboundQueue queue = queue(10, 1000, OverflowPolicy.CLOSE);
        List<String> sent = offer(queue, 2);
        Thread other = new Thread(transport.taken());
        other.start();
        queue.writeOut();
        assertThat(queue.queuedMessages()).isZero();
        other.join();
        assertThat(transport.texts()).isEqualTo(sent);
    }

    @Test
    void anEndWaitsForNoThreadWhereNothingIsBeingWritten() {
        OutboundQueue queue = queue(10, 1000, OverflowPolicy.CLOSE);
        queue.writeOut();
        List<String> sent = offer(queue, 2);
        queue.writeOut();
        assertThat(transport.texts()).isEqualTo(sent);
    }

    private static List<String> offer(OutboundQueue queue, int count) {
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            assertThat(queue.offer(Payload.text("" + i % 10))).isEqualTo(SendResult.QUEUED);
            sent.add("" + i % 10);
        }
        return sent;
    }
}
