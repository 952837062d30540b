package io.tideway.ws.internal.stress;

import io.tideway.ws.internal.connection.LiveConnection;
import io.tideway.ws.internal.fixture.FakeTransport;
import io.tideway.ws.internal.fixture.TestNode;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A leave races a broadcast to the room: nothing is queued on the connection once leave has returned. */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "The leave came first.")
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "The broadcast came first.")
@Outcome(id = "0, 1", expect = Expect.FORBIDDEN, desc = "Delivered after leave had returned.")
@State
public class LeaveAgainstBroadcast {
    private final TestNode node = new TestNode();
    private final LiveConnection connection = node.connect(new FakeTransport(FakeTransport.Mode.ON_DEMAND));

    public LeaveAgainstBroadcast() {
        connection.joinRoom("lobby");
    }

    @Actor
    public void leave(II_Result result) {
        connection.leaveRoom("lobby");
        result.r1 = connection.queuedMessages();
    }

    @Actor
    public void broadcast() {
        node.manager.broadcastTextToRoom("lobby", "x");
    }

    @Arbiter
    public void look(II_Result result) {
        result.r2 = connection.queuedMessages();
    }
}
