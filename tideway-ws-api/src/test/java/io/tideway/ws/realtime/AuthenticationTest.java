package io.tideway.ws.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class AuthenticationTest {
    @Test
    void aUserIsAcceptedForeverAndJoinsNoRoomUnlessItIsAdded() {
        Authentication.Accepted ann = Authentication.of("ann");

        assertThat(ann.userId()).contains("ann");
        assertThat(ann.expiry()).isEmpty();
        assertThat(ann.rooms()).isEmpty();
        assertThat(ann.data()).isEmpty();
    }

    @Test
    void anAnonymousClientHasNoUser() {
        assertThat(Authentication.anonymous().userId()).isEmpty();
    }

    @Test
    void whatIsAddedKeepsWhatWasGivenAndChangesNoOther() {
        Authentication.Accepted ann = Authentication.of("ann");
        Authentication.Accepted all = ann.expiresAt(Instant.EPOCH)
                .rooms("news")
                .rooms("news", "user:ann")
                .data("welcome");

        assertThat(all.userId()).contains("ann");
        assertThat(all.expiry()).contains(Instant.EPOCH);
        assertThat(all.rooms()).containsExactly("news", "user:ann");
        assertThat(all.data()).contains("welcome");
        assertThat(ann.rooms()).isEmpty();
        assertThat(ann.expiry()).isEmpty();
    }

    @Test
    void aRefusalHasAReason() {
        assertThat(Authentication.deny()).isEqualTo(new Authentication.Denied("invalid token"));
        assertThat(Authentication.deny("locked")).isEqualTo(new Authentication.Denied("locked"));
        assertThatIllegalArgumentException().isThrownBy(() -> Authentication.deny(" "));
    }

    @Test
    void anOutdatedTokenIsNotAPermanentRefusal() {
        assertThat(Authentication.expired()).isInstanceOf(Authentication.Expired.class);
    }

    @Test
    void nullIsRefusedByTheNameOfItsParameter() {
        assertThatNullPointerException()
                .isThrownBy(() -> Authentication.of(null))
                .withMessage("userId must not be null");
        assertThatNullPointerException()
                .isThrownBy(() -> Authentication.anonymous().expiresAt(null))
                .withMessage("instant must not be null");
        assertThatNullPointerException()
                .isThrownBy(() -> Authentication.anonymous().rooms("news", null))
                .withMessage("names must not contain null");
        assertThatNullPointerException()
                .isThrownBy(() -> Authentication.deny(null))
                .withMessage("reason must not be null");
    }
}
