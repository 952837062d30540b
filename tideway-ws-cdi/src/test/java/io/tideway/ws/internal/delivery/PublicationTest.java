package io.tideway.ws.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.Message;
import io.tideway.ws.internal.outbound.Destination;
import io.tideway.ws.internal.outbound.Encoding;
import io.tideway.ws.internal.outbound.Payload;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublicationTest {
    private final List<String> encoded = new ArrayList<>();
    private final Publication publication = Publication.of(Message.text("x"), Destination.CONNECTIONS);

    @Test
    void encodesOnceForEachEncodingHoweverTheyAlternate() {
        Encoding quoted = counting("quoted");
        Encoding plain = counting("plain");
        Encoding third = counting("third");
        Payload first = publication.encoded(quoted);
        for (int i = 0; i < 3; i++) {
            assertThat(publication.encoded(plain).text()).isEqualTo("plain");
            assertThat(publication.encoded(quoted)).isSameAs(first);
            assertThat(publication.encoded(third).text()).isEqualTo("third");
        }
        assertThat(encoded).containsExactly("quoted", "plain", "third");
    }

    @Test
    void rawEncodingSendsTheMessageItself() {
        Payload payload = publication.encoded((message, destination) -> Payload.of(message));
        assertThat(payload.text()).isEqualTo("x");
        assertThat(payload.kind()).isEqualTo(Payload.Kind.TEXT);
    }

    private Encoding counting(String name) {
        return (message, destination) -> {
            encoded.add(name);
            return Payload.text(name);
        };
    }
}
