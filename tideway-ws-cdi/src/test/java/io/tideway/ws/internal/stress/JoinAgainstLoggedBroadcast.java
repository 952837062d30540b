package io.tideway.ws.internal.stress;

import io.tideway.ws.Message;
import io.tideway.ws.RoomOptions;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.internal.connection.LiveConnection;
import io.tideway.ws.internal.fixture.FakeTransport;
import io.tideway.ws.internal.fixture.TestNode;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A join with a position races two broadcasts: each is either missed or live, never both and never neither. */
@JCStressTest
@Outcome(id = "0 missed, a, b", expect = Expect.ACCEPTABLE, desc = "The join came first.")
@Outcome(id = "a, 1 missed, b", expect = Expect.ACCEPTABLE, desc = "The join came in between.")
@Outcome(id = "a, b, 2 missed", expect = Expect.ACCEPTABLE, desc = "The join came last.")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "A gap, a repetition or another order.")
@State
public class JoinAgainstLoggedBroadcast {
    private final TestNode node = new TestNode();
    private final FakeTransport transport = new FakeTransport(FakeTransport.Mode.INLINE);
    private final LiveConnection connection = node.connect(transport);
    private final RoomPosition seen;

    public JoinAgainstLoggedBroadcast() {
        node.roomOptions.put("board", RoomOptions.none().history(10, Duration.ofMinutes(5)));
        seen = node.manager.room("board").position().toCompletableFuture().join();
    }

    @Actor
    public void join() {
        var unused = connection.joinRoom(
                "board", seen, recovery -> Message.text(recovery.publications().size() + " missed"));
    }

    @Actor
    public void broadcast() {
        node.manager.room("board").broadcastText("a");
        node.manager.room("board").broadcastText("b");
    }

    @Arbiter
    public void look(L_Result result) {
        result.r1 = String.join(", ", transport.texts());
    }
}
