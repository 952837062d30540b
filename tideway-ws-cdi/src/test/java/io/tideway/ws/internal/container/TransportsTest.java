package io.tideway.ws.internal.container;

import static org.assertj.core.api.Assertions.assertThat;

import org.glassfish.tyrus.fake.FakeTyrus;
import org.junit.jupiter.api.Test;

class TransportsTest {
    private final Transports transports = new Transports(Runnable::run, Runnable::run, Runnable::run);

    @Test
    void aFirstSessionThatIsLostLeavesTheFastTransportToTheNext() {
        assertThat(transports.of(FakeTyrus.lostSession())).isInstanceOf(SessionTransport.class);
        assertThat(transports.of(FakeTyrus.session())).isInstanceOf(TyrusTransport.class);
    }

    @Test
    void aLostSessionTakesTheFastTransportFromNoOther() {
        assertThat(transports.of(FakeTyrus.session())).isInstanceOf(TyrusTransport.class);
        assertThat(transports.of(FakeTyrus.lostSession())).isInstanceOf(SessionTransport.class);
        assertThat(transports.of(FakeTyrus.session())).isInstanceOf(TyrusTransport.class);
    }

    @Test
    void aServerThatIsMadeOtherwiseIsNotSearchedForEver() {
        for (int i = 0; i < Transports.MOST_FAILED_LOOKS; i++) {
            transports.of(FakeTyrus.lostSession());
        }
        assertThat(transports.of(FakeTyrus.session())).isInstanceOf(SessionTransport.class);
    }
}
