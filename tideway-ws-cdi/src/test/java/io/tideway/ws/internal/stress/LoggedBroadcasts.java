package io.tideway.ws.internal.stress;

import io.tideway.ws.HistoryQuery;
import io.tideway.ws.Message;
import io.tideway.ws.RoomOptions;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.internal.fixture.FakeTransport;
import io.tideway.ws.internal.fixture.TestNode;
import java.time.Duration;
import java.util.stream.Collectors;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** Two broadcasts to a room with a log race: the log and all members have them in one order. */
@JCStressTest
@Outcome(id = "ab ab ab", expect = Expect.ACCEPTABLE, desc = "One order.")
@Outcome(id = "ba ba ba", expect = Expect.ACCEPTABLE, desc = "The other order.")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "A member or the log has another order, or not all.")
@State
public class LoggedBroadcasts {
    private final TestNode node = new TestNode();
    private final FakeTransport first = new FakeTransport(FakeTransport.Mode.INLINE);
    private final FakeTransport second = new FakeTransport(FakeTransport.Mode.INLINE);

    public LoggedBroadcasts() {
        node.roomOptions.put("board", RoomOptions.none().history(10, Duration.ofMinutes(5)));
        node.connect(first).joinRoom("board");
        node.connect(second).joinRoom("board");
    }

    @Actor
    public void one() {
        node.manager.room("board").broadcastText("a");
    }

    @Actor
    public void another() {
        node.manager.room("board").broadcastText("b");
    }

    @Arbiter
    public void look(L_Result result) {
        String log = node
                .manager
                .room("board")
                .history(HistoryQuery.since(RoomPosition.NONE))
                .toCompletableFuture()
                .join()
                .publications()
                .stream()
                .map(publication -> ((Message.Text) publication.message()).text())
                .collect(Collectors.joining());
        result.r1 = log + " " + String.join("", first.texts()) + " " + String.join("", second.texts());
    }
}
