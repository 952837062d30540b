package io.tideway.ws.it.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.it.contract.ContractClient;
import io.tideway.ws.it.contract.Deviation;
import io.tideway.ws.it.contract.ServerUnderTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs the contract on Payara Micro. */
@OnServer(ServerKind.PAYARA_MICRO)
class PayaraMicroContractTest extends PlatformContract {

    @RegisterExtension
    static final ServerUnderTest APPLICATION = new ContractServer(
            Deviation.TAKES_UNMASKED_FRAMES,
            Deviation.ANSWERS_PINGS_UNSEEN,
            Deviation.DECODES_WHOLE_FRAMES,
            Deviation.SPENDS_MILLISECONDS_ON_A_FRAME,
            Deviation.STOPS_READING_FOR_SECONDS,
            Deviation.LACKS_COMPRESSION);

    @Test
    void microProfileHealthShowsTheStateOfTheCluster(ContractClient application) throws Exception {
        URI ready = URI.create("http://" + application.authority() + "/health/ready");
        HttpResponse<String> answer =
                HttpClient.newHttpClient().send(HttpRequest.newBuilder(ready).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"tideway-cluster\"", "\"SINGLE_NODE\"");
    }
}
