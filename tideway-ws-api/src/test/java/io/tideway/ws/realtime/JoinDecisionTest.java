package io.tideway.ws.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class JoinDecisionTest {
    @Test
    void anAllowedClientMayOnlyReceiveUnlessMoreIsAdded() {
        JoinDecision.Allowed plain = JoinDecision.allow();

        assertThat(plain.mayReadHistory()).isFalse();
        assertThat(plain.isLatestOnly()).isFalse();
        assertThat(plain.maySeePresence()).isFalse();
        assertThat(plain.mayPublish()).isFalse();
        assertThat(plain.expiry()).isEmpty();
        assertThat(plain.data()).isEmpty();
    }

    @Test
    void eachPermissionAllowsOneThing() {
        assertThat(JoinDecision.allow().history().mayReadHistory()).isTrue();
        assertThat(JoinDecision.allow().history().mayPublish()).isFalse();
        assertThat(JoinDecision.allow().latestOnly().isLatestOnly()).isTrue();
        assertThat(JoinDecision.allow().latestOnly().mayReadHistory()).isFalse();
        assertThat(JoinDecision.allow().presence().maySeePresence()).isTrue();
        assertThat(JoinDecision.allow().publish().mayPublish()).isTrue();
    }

    @Test
    void whatIsAddedKeepsWhatWasGivenAndChangesNoOther() {
        JoinDecision.Allowed plain = JoinDecision.allow();
        JoinDecision.Allowed all =
                plain.until(Instant.EPOCH).data("welcome").history().presence().publish();

        assertThat(all.mayReadHistory() && all.maySeePresence() && all.mayPublish())
                .isTrue();
        assertThat(all.expiry()).contains(Instant.EPOCH);
        assertThat(all.data()).contains("welcome");
        assertThat(plain.mayReadHistory()).isFalse();
        assertThat(plain.expiry()).isEmpty();
    }

    @Test
    void aRefusalHasTheCodeOfTheProtocol() {
        assertThat(JoinDecision.deny()).isEqualTo(new JoinDecision.Denied(103, "permission denied"));
        assertThat(JoinDecision.unknownRoom()).isEqualTo(new JoinDecision.Denied(102, "unknown channel"));
        assertThat(JoinDecision.expired()).isEqualTo(new JoinDecision.Denied(109, "token expired"));
    }

    @Test
    void aRefusalOfTheApplicationHasACodeWithinItsBounds() {
        assertThat(JoinDecision.deny(404, "no such board")).isEqualTo(new JoinDecision.Denied(404, "no such board"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JoinDecision.deny(399, "no"))
                .withMessageContaining("but was 399");
    }

    @Test
    void nullIsRefusedByTheNameOfItsParameter() {
        assertThatNullPointerException()
                .isThrownBy(() -> JoinDecision.allow().until(null))
                .withMessage("instant must not be null");
        assertThatNullPointerException()
                .isThrownBy(() -> JoinDecision.allow().data(null))
                .withMessage("value must not be null");
        assertThatNullPointerException()
                .isThrownBy(() -> JoinDecision.deny(404, null))
                .withMessage("message must not be null");
    }
}
