package io.tideway.ws.internal.stress;

import io.tideway.ws.Message;
import io.tideway.ws.internal.connection.LiveConnection;
import io.tideway.ws.internal.fixture.TestNode;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A leave races a close sent to the room: a connection that is open once it has left stays open. */
@JCStressTest
@Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "The leave came first.")
@Outcome(id = "false, false", expect = Expect.ACCEPTABLE, desc = "The close came first.")
@Outcome(id = "true, false", expect = Expect.FORBIDDEN, desc = "Closed after leave had returned.")
@State
public class LeaveAgainstRoomClose {
    private final TestNode node = new TestNode();
    private final LiveConnection connection = node.connect();

    public LeaveAgainstRoomClose() {
        connection.joinRoom("lobby");
    }

    @Actor
    public void leave(ZZ_Result result) {
        connection.leaveRoom("lobby");
        result.r1 = connection.isOpen();
    }

    @Actor
    public void close() {
        node.manager.room("lobby").broadcast(Message.close());
    }

    @Arbiter
    public void look(ZZ_Result result) {
        result.r2 = connection.isOpen();
    }
}
