package io.tideway.ws.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import org.junit.jupiter.api.Test;

@TidewayTest(beans = {RepeatedBeansTest.Twice.class, RepeatedBeansTest.Twice.class})
class RepeatedBeansTest {

    @WebSocketEndpoint("/twice")
    public static class Twice implements WebSocketHandler {}

    @Test
    void aClassThatIsGivenTwiceIsOneHandler(TestClient client) {
        TestConnection connection = client.connect("/twice");
        connection.close();
        assertThat(connection.closeCode()).isEqualTo(1000);
    }
}
