package io.tideway.ws.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.internal.container.InboundFlow;
import io.tideway.ws.internal.container.SwitchedFlow;
import io.tideway.ws.internal.threads.ReliableExecutor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InboxTest {
    private static final int MOST = 4;
    private static final int MOST_BYTES = 1000;

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final ReliableExecutor workers = ReliableExecutor.of(tasks::add);
    private final List<String> ran = new ArrayList<>();

    @Test
    void whatComesEarlyRunsAfterTheFirstCallback() {
        Inbox inbox = new Inbox(MOST, MOST_BYTES, InboundFlow.UNSTOPPABLE, null, workers, Runnable::run);
        inbox.submit(() -> ran.add("early"));
        inbox.submitLast(() -> ran.add("last"));
        assertThat(ran).isEmpty();
        inbox.open(() -> ran.add("first"));
        assertThat(ran).containsExactly("first", "early", "last");
        assertThat(tasks).isEmpty();
    }

    @Test
    void callbacksOnTheContainersThreadRunOneByOneAsThatHasThem() {
        Inbox inbox = new Inbox(MOST, MOST_BYTES, InboundFlow.UNSTOPPABLE, null, workers, callback -> {
            ran.add("begin");
            callback.run();
            ran.add("end");
        });
        inbox.submit(() -> ran.add("early"));
        inbox.open(() -> ran.add("first"));
        inbox.submit(() -> ran.add("late"));
        assertThat(ran).containsExactly("begin", "first", "end", "begin", "early", "end", "begin", "late", "end");
    }

    @Test
    void callbacksOnOtherThreadsRunAsTheyAre() {
        Inbox inbox = new Inbox(MOST, MOST_BYTES, InboundFlow.UNSTOPPABLE, workers, workers, callback -> {
            throw new AssertionError("not a thread of the container's");
        });
        inbox.open(() -> ran.add("first"));
        inbox.submit(() -> ran.add("second"));
        tasks.remove().run();
        assertThat(ran).containsExactly("first", "second");
    }

    @Test
    void nothingRunsAfterTheLastCallback() {
        Inbox inbox = inbox(InboundFlow.UNSTOPPABLE, null);
        inbox.submitLast(() -> ran.add("last"));
        inbox.submit(() -> ran.add("late"));
        tasks.remove().run();
        inbox.submit(() -> ran.add("later"));
        assertThat(ran).containsExactly("last");
        assertThat(tasks).isEmpty();
    }

    @Test
    void theLastCallbackComesAfterAllThatWait() {
        Inbox inbox = inbox(InboundFlow.UNSTOPPABLE, workers);
        inbox.submit(() -> ran.add("first"));
        inbox.submit(() -> ran.add("second"));
        inbox.submitLast(() -> ran.add("last"));
        tasks.remove().run();
        assertThat(ran).containsExactly("first", "second", "last");
    }

    @Test
    void aCallbackThatFindsTheQueueFullIsRefusedWhereTheReadingCannotBeStopped() {
        Inbox inbox = inbox(InboundFlow.UNSTOPPABLE, workers);
        for (int i = 0; i < MOST; i++) {
            assertThat(inbox.submit(() -> ran.add("x"))).isTrue();
        }
        assertThat(inbox.submit(() -> ran.add("too many"))).isFalse();
    }

    @Test
    void theCallbackThatFillsTheQueueIsRefusedWhereTheReadingGoesOnNevertheless() {
        Inbox inbox = inbox(
                new InboundFlow() {
                    @Override
                    public boolean stoppable() {
                        return true;
                    }
                },
                workers);
        for (int i = 0; i < MOST - 1; i++) {
            assertThat(inbox.submit(() -> ran.add("x"))).isTrue();
        }
        assertThat(inbox.submit(() -> ran.add("fills the queue"))).isFalse();
    }

    @Test
    void theReadingStopsWhenTheQueueIsFullAndGoesOnWhenHalfOfItIsFree() {
        SwitchFlow flow = new SwitchFlow();
        Inbox inbox = inbox(flow, workers);
        for (int i = 0; i < MOST; i++) {
            int number = i;
            assertThat(inbox.submit(() -> ran.add(number + (flow.off ? " off" : " on"))))
                    .isTrue();
        }
        assertThat(flow.off).isTrue();
        assertThat(inbox.holdsUpReading()).isTrue();
        inbox.submit(() -> ran.add("read already"));
        tasks.remove().run();
        assertThat(flow.off).isFalse();
        assertThat(inbox.holdsUpReading()).isFalse();
        assertThat(ran).containsExactly("0 off", "1 off", "2 on", "3 on", "read already");
        assertThat(flow.turns).isEqualTo(2);
    }

    @Test
    void theBytesThatWaitAreBoundedToo() {
        SwitchFlow flow = new SwitchFlow();
        Inbox inbox = inbox(flow, workers);
        inbox.submit(() -> ran.add("begins"));
        inbox.submit(sized(MOST_BYTES - 1));
        assertThat(flow.off).isFalse();
        inbox.submit(sized(1));
        assertThat(flow.off).isTrue();
        tasks.remove().run();
        assertThat(flow.off).isFalse();
    }

    @Test
    void aClosingConnectionIsReadOnForTheClientsAnswer() {
        SwitchFlow flow = new SwitchFlow();
        Inbox inbox = inbox(flow, workers);
        for (int i = 0; i < MOST; i++) {
            inbox.submit(() -> ran.add("x"));
        }
        inbox.readOn();
        assertThat(flow.off).isFalse();
        inbox.submit(() -> ran.add("x"));
        assertThat(flow.off).isFalse();
    }

    @Test
    void aCallbackThatThrowsLeavesTheInboxAtWork() {
        Inbox inbox = inbox(InboundFlow.UNSTOPPABLE, null);
        inbox.submit(() -> {
            throw new AssertionError("a fault of the runtime");
        });
        inbox.submit(() -> ran.add("next"));
        assertThat(ran).containsExactly("next");
    }

    @Test
    void allCallbacksRunWhereTheContainersSwitchThrows() {
        Inbox inbox = inbox(new BrokenFlow(), workers);
        for (int i = 0; i < MOST; i++) {
            assertThat(inbox.submit(() -> ran.add("x"))).isEqualTo(i < MOST - 1);
        }
        tasks.remove().run();
        assertThat(ran).hasSize(MOST);
        inbox.submit(() -> ran.add("next"));
        tasks.remove().run();
        assertThat(ran).hasSize(MOST + 1).endsWith("next");
    }

    @Test
    void theLastCallbackRunsWhereTheReadingCannotBeResumed() {
        Inbox inbox = inbox(new BrokenFlow(), workers);
        for (int i = 0; i < MOST; i++) {
            inbox.submit(() -> ran.add("x"));
        }
        inbox.submitLast(() -> ran.add("last"));
        tasks.remove().run();
        assertThat(ran).hasSize(MOST + 1).endsWith("last");
    }

    @Test
    void theContainerIsAskedWithoutALock() {
        List<Boolean> locked = new ArrayList<>();
        Queue<Inbox> made = new ArrayDeque<>();
        Inbox inbox = inbox(
                new InboundFlow() {
                    @Override
                    public boolean stoppable() {
                        made.forEach(each -> locked.add(Thread.holdsLock(each)));
                        return true;
                    }
                },
                workers);
        made.add(inbox);
        for (int i = 0; i < MOST; i++) {
            inbox.submit(() -> ran.add("x"));
        }
        assertThat(locked).doesNotContain(true);
    }

    private Inbox inbox(InboundFlow flow, @Nullable ReliableExecutor executor) {
        Inbox inbox = new Inbox(MOST, MOST_BYTES, flow, executor, workers, Runnable::run);
        inbox.open(() -> {});
        tasks.forEach(Runnable::run);
        tasks.clear();
        return inbox;
    }

    private static Inbox.Callback sized(int bytes) {
        return new Inbox.Callback() {
            @Override
            public void run() {}

            @Override
            public int bytes() {
                return bytes;
            }
        };
    }

    private static final class BrokenFlow extends SwitchedFlow {
        @Override
        protected void turnOff() {
            throw new IllegalStateException("as the test wants it");
        }

        @Override
        protected void turnOn() {
            throw new AssertionError("as the test wants it");
        }
    }

    private static final class SwitchFlow extends SwitchedFlow {
        private boolean off;
        private int turns;

        @Override
        protected void turnOff() {
            off = true;
            turns++;
        }

        @Override
        protected void turnOn() {
            off = false;
            turns++;
        }
    }
}
