package io.tideway.ws.internal.stress;

import io.tideway.ws.Target;
import io.tideway.ws.internal.connection.LiveConnection;
import io.tideway.ws.internal.fixture.FakeTransport;
import io.tideway.ws.internal.fixture.TestNode;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * A broadcast to two rooms races moves from one to the other and back: the connection is in one of them all the time.
 */
@JCStressTest
@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "Delivered once.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Lost, or delivered twice.")
@State
public class UnionAgainstMove {
    private final TestNode node = new TestNode();
    private final LiveConnection connection = node.connect(new FakeTransport(FakeTransport.Mode.ON_DEMAND));

    public UnionAgainstMove() {
        connection.joinRoom("b");
    }

    @Actor
    public void move() {
        move("b", "a");
        move("a", "b");
        move("b", "a");
    }

    private void move(String from, String to) {
        connection.joinRoom(to);
        connection.leaveRoom(from);
    }

    @Actor
    public void broadcast() {
        node.manager.to(Target.room("a"), Target.room("b")).broadcastText("x");
    }

    @Arbiter
    public void look(I_Result result) {
        result.r1 = connection.queuedMessages();
    }
}
