package io.tideway.ws.internal.registry;

import static io.tideway.ws.Target.connection;
import static io.tideway.ws.Target.room;
import static io.tideway.ws.Target.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.internal.registry.Selection.OnAllNodes;
import io.tideway.ws.internal.registry.Selection.OnThisNode;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SelectionTest {
    private final Selection lobby = Selection.of(List.of(room("lobby")));

    @Test
    void targetsExceptionsAndPathsStayData() {
        assertThat(lobby.except(List.of(user("ann"), connection("7"), room("muted")))
                        .onPath("/chat"))
                .isEqualTo(new OnAllNodes(
                        new Scope.Union(List.of(room("lobby"))),
                        Set.of("7"),
                        List.of(user("ann"), room("muted")),
                        List.of("/chat")));
    }

    @Test
    void aConditionKeepsTheSelectionOnThisNode() {
        Selection narrowed =
                lobby.matching(c -> true).except(List.of(user("ann"))).onPath("/chat");
        assertThat(narrowed).isInstanceOf(OnThisNode.class);
        assertThat(narrowed.data()).isEqualTo(lobby.except(List.of(user("ann"))).onPath("/chat"));
        assertThat(narrowed.conditions()).hasSize(1);
    }

    @Test
    void localOnlyKeepsTheSelectionOnThisNode() {
        assertThat(lobby.localOnly()).isEqualTo(new OnThisNode(lobby.data(), List.of()));
        assertThat(lobby.localOnly().localOnly()).isEqualTo(lobby.localOnly());
    }

    @Test
    void narrowingLeavesTheSelectionItselfUnchanged() {
        lobby.except(List.of(user("ann"))).onPath("/chat");
        assertThat(lobby).isEqualTo(Selection.of(List.of(room("lobby"))));
    }

    @Test
    void aTargetThatIsNamedTwiceCountsOnce() {
        assertThat(Selection.of(List.of(room("lobby"), room("lobby")))).isEqualTo(lobby);
    }
}
