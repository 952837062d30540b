package io.tideway.ws.internal.stress;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.internal.connection.LiveConnection;
import io.tideway.ws.internal.fixture.TestNode;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A join races the end of the connection: whichever wins, nothing is in a room after the close. */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "The close came first, or the join was undone by it.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A closed connection is in a room or in the user index.")
@State
public class JoinAgainstClose {
    private final TestNode node = new TestNode();
    private final LiveConnection connection = node.connect();

    @Actor
    public void join() {
        connection.joinRoom("lobby");
        connection.setUserId("ann");
    }

    @Actor
    public void close() {
        connection.lifecycle().closedByContainer(CloseFrame.NORMAL);
    }

    @Arbiter
    public void look(II_Result result) {
        result.r1 = node.manager.roomCount() + node.manager.roomMembers("lobby").size();
        result.r2 = node.manager.userConnections("ann").size()
                + node.manager.metrics().users();
    }
}
