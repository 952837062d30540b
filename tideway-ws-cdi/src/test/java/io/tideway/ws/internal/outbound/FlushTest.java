package io.tideway.ws.internal.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.tideway.ws.Audience;
import io.tideway.ws.Connection;
import io.tideway.ws.EndpointOptions;
import io.tideway.ws.OverflowPolicy;
import io.tideway.ws.Target;
import io.tideway.ws.internal.fixture.FakeTransport;
import io.tideway.ws.internal.fixture.RecordingHandler;
import io.tideway.ws.internal.fixture.TestNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FlushTest {
    private static final Duration LINEAR = Duration.ofSeconds(30);

    private final TestNode node = new TestNode();
    private final FakeTransport toAnn = new FakeTransport(FakeTransport.Mode.ON_DEMAND);
    private final FakeTransport toBob = new FakeTransport(FakeTransport.Mode.ON_DEMAND);
    private final Connection ann = node.connect(toAnn);
    private final Connection bob = node.connect(toBob);

    @BeforeEach
    void keepBothBusy() {
        node.manager.broadcastText("1");
    }

    @Test
    void askingAgainWithNothingSentMeanwhileGivesTheSameStage() {
        CompletionStage<Void> first = ann.flushed();
        assertThat(Stream.generate(ann::flushed).limit(20_000)).allMatch(stage -> stage == first);
    }

    @Test
    void whatWasSentMeanwhileNeedsAStageOfItsOwn() {
        CompletionStage<Void> first = ann.flushed();
        ann.sendText("2");
        CompletionStage<Void> second = ann.flushed();
        toAnn.complete();
        assertThat(first.toCompletableFuture()).isCompleted();
        assertThat(second.toCompletableFuture()).isNotDone();
        toAnn.complete();
        assertThat(second.toCompletableFuture()).isCompleted();
    }

    @Test
    void anAudienceThatAsksAgainGetsTheSameStage() {
        CompletionStage<Void> first = node.manager.flushed();
        Audience two = node.manager.to(Target.connection(ann.id()), Target.connection(bob.id()));
        assertThat((Object) two.flushed()).isSameAs(first);
        assertThat(Stream.generate(node.manager::flushed).limit(5_000)).allMatch(stage -> stage == first);
    }

    @Test
    void aFlushOfLessDoesNotWaitForMore() {
        CompletionStage<Void> both = node.manager.flushed();
        CompletionStage<Void> one = ann.flushed();
        assertThat((Object) node.manager.flushed()).isSameAs(both);
        toAnn.completeAll();
        assertThat(one.toCompletableFuture()).isCompleted();
        assertThat(both.toCompletableFuture()).isNotDone();
        toBob.completeAll();
        assertThat(both.toCompletableFuture()).isCompleted();
    }

    @Test
    void aFlushAfterAPartIsOutWaitsForTheRestOnly() {
        CompletionStage<Void> both = node.manager.flushed();
        toAnn.completeAll();
        ann.sendText("2");
        CompletionStage<Void> again = node.manager.flushed();
        toBob.completeAll();
        assertThat(both.toCompletableFuture()).isCompleted();
        assertThat(again.toCompletableFuture()).isNotDone();
        toAnn.completeAll();
        assertThat(again.toCompletableFuture()).isCompleted();
    }

    @Test
    void flushesThatWaitForAStuckQueueAreBoundedWhileOthersMove() {
        EndpointOptions options = EndpointOptions.builder()
                .outboundQueueMessages(1)
                .overflow(OverflowPolicy.DROP_NEWEST)
                .build();
        FakeTransport toStuck = new FakeTransport(FakeTransport.Mode.ON_DEMAND);
        node.connect(toStuck, options, new RecordingHandler());
        Set<CompletionStage<Void>> stages = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 0; i < 5_000; i++) {
            node.manager.broadcastText("x");
            stages.add(node.manager.flushed());
            toAnn.completeAll();
            toBob.completeAll();
        }
        assertThat(stages).hasSizeLessThan(20);
        assertThat(stages).noneMatch(stage -> stage.toCompletableFuture().isDone());
        toStuck.completeAll();
        assertThat(stages).allMatch(stage -> stage.toCompletableFuture().isDone());
    }

    @Test
    void aSharedFlushWaitsForWhatItsLatestCallerSent() {
        EndpointOptions options = EndpointOptions.builder()
                .outboundQueueMessages(1)
                .overflow(OverflowPolicy.DROP_NEWEST)
                .build();
        FakeTransport toStuck = new FakeTransport(FakeTransport.Mode.ON_DEMAND);
        node.connect(toStuck, options, new RecordingHandler());
        for (int i = 0; i < 50; i++) {
            node.manager.broadcastText("x");
            CompletionStage<Void> unused = node.manager.flushed();
            toAnn.completeAll();
            toBob.completeAll();
        }
        node.manager.broadcastText("last");
        CompletionStage<Void> last = node.manager.flushed();
        toStuck.completeAll();
        toBob.completeAll();
        assertThat(last.toCompletableFuture()).isNotDone();
        toAnn.completeAll();
        assertThat(last.toCompletableFuture()).isCompleted();
    }

    @Test
    void aSharedFlushTakesNoMoreCallersOnceItsQueueMoved() {
        EndpointOptions options = EndpointOptions.builder()
                .outboundQueueMessages(1)
                .overflow(OverflowPolicy.DROP_NEWEST)
                .build();
        FakeTransport toStuck = new FakeTransport(FakeTransport.Mode.ON_DEMAND);
        node.connect(toStuck, options, new RecordingHandler());
        List<CompletionStage<Void>> before = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            node.manager.broadcastText("x");
            before.add(node.manager.flushed());
            toAnn.completeAll();
            toBob.completeAll();
        }
        toStuck.complete();
        node.manager.broadcastText("y");
        CompletionStage<Void> after = node.manager.flushed();
        assertThat(before).allMatch(stage -> stage.toCompletableFuture().isDone());
        assertThat(after.toCompletableFuture()).isNotDone();
    }

    @Test
    void flushesOfAStuckQueueThatDropsTheOldestAreBounded() {
        EndpointOptions options = EndpointOptions.builder()
                .outboundQueueMessages(10)
                .overflow(OverflowPolicy.DROP_OLDEST)
                .build();
        FakeTransport stuck = new FakeTransport(FakeTransport.Mode.ON_DEMAND);
        Connection slow = node.connect(stuck, options, new RecordingHandler());
        Set<CompletionStage<Void>> stages = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 0; i < 5_000; i++) {
            slow.sendText("x");
            stages.add(slow.flushed());
        }
        assertThat(stages).hasSizeLessThan(40);
        assertThat(stages).noneMatch(stage -> stage.toCompletableFuture().isDone());
        stuck.completeAll();
        assertThat(stages).allMatch(stage -> stage.toCompletableFuture().isDone());
    }

    @Test
    void manyFlushesAndDropsTakeTimeInProportionToTheirNumber() {
        EndpointOptions droppingOptions = EndpointOptions.builder()
                .outboundQueueMessages(100_000)
                .overflow(OverflowPolicy.DROP_OLDEST)
                .build();
        FakeTransport stuck = new FakeTransport(FakeTransport.Mode.ON_DEMAND);
        Connection slow = node.connect(stuck, droppingOptions, new RecordingHandler());
        assertTimeoutPreemptively(LINEAR, () -> {
            for (int i = 0; i < 300_000; i++) {
                slow.sendText("x");
                slow.flushed();
            }
        });
        CompletionStage<Void> last = slow.flushed();
        slow.close();
        stuck.completeAll();
        assertThat(last.toCompletableFuture()).isCompleted();
        assertThat(slow.queuedMessages()).isZero();
    }

    @Test
    void droppingBehindALargeBatchTakesTimeInProportionToWhatIsDropped() {
        FakeTransport stuck = new FakeTransport(FakeTransport.Mode.ON_DEMAND, 1 << 20);
        EndpointOptions droppingOptions = EndpointOptions.builder()
                .outboundQueueMessages(200_000)
                .overflow(OverflowPolicy.DROP_OLDEST)
                .build();
        Connection slow = node.connect(stuck, droppingOptions, new RecordingHandler());
        List.of(1, 2).forEach(half -> {
            for (int i = 0; i < 100_000; i++) {
                slow.sendText("x");
            }
            if (half == 1) {
                stuck.complete(); // the rest is in flight now
            }
        });
        assertTimeoutPreemptively(LINEAR, () -> {
            for (int i = 0; i < 200_000; i++) {
                slow.sendText("y");
            }
        });
        assertThat(slow.queuedMessages()).isEqualTo(200_000);
    }
}
