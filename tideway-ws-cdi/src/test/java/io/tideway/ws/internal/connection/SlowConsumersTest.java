package io.tideway.ws.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.Connection;
import io.tideway.ws.EndpointOptions;
import io.tideway.ws.OverflowPolicy;
import io.tideway.ws.SlowConsumer;
import io.tideway.ws.fixtures.LogLines;
import io.tideway.ws.internal.fixture.FakeTransport;
import io.tideway.ws.internal.fixture.RecordingHandler;
import io.tideway.ws.internal.fixture.TestNode;
import io.tideway.ws.internal.threads.Pools;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SlowConsumersTest {
    private static final EndpointOptions ONE_MESSAGE = EndpointOptions.builder()
            .outboundQueueMessages(1)
            .overflow(OverflowPolicy.DROP_NEWEST)
            .build();

    private final Queue<Runnable> thread = new ArrayDeque<>();
    private final List<Connection> slow = new ArrayList<>();
    private final LogLines lines = LogLines.ofTideway();
    private final TestNode node = new TestNode(Pools.of(thread::add)) {
        @Override
        public void slow(SlowConsumer event) {
            slow.add(event.connection());
            if (slow.size() == 1) {
                throw new AssertionError("an observer");
            }
        }
    };

    @AfterEach
    void detach() {
        lines.close();
    }

    @Test
    void aBroadcastThatFillsManyQueuesLogsAndTellsNothingItself() {
        fillQueuesOf(100);
        assertThat(slow).isEmpty();
        assertThat(lines.messages()).isEmpty();
        assertThat(thread).hasSize(2); // one to log, one to tell
    }

    @Test
    void everyObserverLearnsOfEveryQueueThoughOneThrows() {
        fillQueuesOf(100);
        runThread();
        assertThat(slow).hasSize(100).doesNotHaveDuplicates();
    }

    @Test
    void aHundredFullQueuesAreOneLineAndASum() {
        fillQueuesOf(100);
        runThread();
        node.clock.advance(Duration.ofSeconds(1));
        node.node.log().tellSums();
        runThread();
        assertThat(lines.messages())
                .filteredOn(line -> line.startsWith("TIDEWAY-207"))
                .hasSize(1);
        assertThat(lines.messages())
                .filteredOn(line -> line.startsWith("TIDEWAY-209"))
                .singleElement()
                .asString()
                .startsWith("TIDEWAY-209 … and 99 more like TIDEWAY-207 within a second,"
                        + " the latest: the outbound queue of ");
    }

    @Test
    void noMoreEventsThanTheBoundWaitForAnObserverThatBlocks() {
        fillQueuesOf(SlowConsumerEvents.MOST + 3);
        runThread();
        assertThat(slow).hasSize(SlowConsumerEvents.MOST);
        assertThat(lines.messages())
                .filteredOn(line -> line.startsWith("TIDEWAY-212"))
                .hasSize(1);
    }

    @Test
    void aQueueThatFillsAgainBeforeItsObserverIsToldWaitsOnce() {
        FakeTransport transport = new FakeTransport(FakeTransport.Mode.ON_DEMAND);
        Connection connection = node.connect(transport, ONE_MESSAGE, new RecordingHandler());
        runThread();
        for (int i = 0; i < 50; i++) {
            connection.sendText("fits");
            connection.sendText("fits not");
            transport.completeAll();
        }
        runThread();
        assertThat(slow).containsExactly(connection);
    }

    @Test
    void writesThatAllHangAreOneLineAndASum() {
        connect(50);
        runThread();
        node.manager.broadcastText("hangs");
        for (int i = 0; i < 50; i++) {
            node.clock.advance(Duration.ofMillis(250));
            node.watchdog.run();
            node.node.log().tellSums();
            runThread();
        }
        assertThat(lines.messages())
                .filteredOn(line -> line.startsWith("TIDEWAY-204"))
                .hasSize(1);
        assertThat(lines.messages())
                .filteredOn(line -> line.startsWith("TIDEWAY-209"))
                .singleElement()
                .asString()
                .contains("49 more like TIDEWAY-204");
    }

    private void fillQueuesOf(int connections) {
        connect(connections);
        runThread();
        node.manager.broadcastText("fits");
        node.manager.broadcastText("fits not");
    }

    private void connect(int connections) {
        for (int i = 0; i < connections; i++) {
            node.connect(new FakeTransport(FakeTransport.Mode.ON_DEMAND), ONE_MESSAGE, new RecordingHandler());
        }
    }

    private void runThread() {
        while (!thread.isEmpty()) {
            thread.remove().run();
        }
    }
}
