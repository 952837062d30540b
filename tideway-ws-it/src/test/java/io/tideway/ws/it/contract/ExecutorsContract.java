package io.tideway.ws.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.junit.TestConnection;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests on every server that callbacks run on its managed executor where an endpoint asks for it. */
abstract class ExecutorsContract {
    private final ContractClient application;

    ExecutorsContract(ContractClient application) {
        this.application = application;
    }

    /** Returns what all threads of a pool have in common. */
    private static String pool(String thread) {
        return thread.replaceAll("\\d+", "#");
    }

    @Test
    void managedIsTheServersExecutorOrElseThreadsOfTideway() {
        TestConnection client = application.connect("/callback-thread");
        String callback = pool(client.ask("callback"));
        String executor = pool(client.ask("executor"));
        if (application.has(Deviation.LACKS_MANAGED_EXECUTORS)) {
            assertThat(executor).isEqualTo("none");
            assertThat(callback).isEqualTo("tideway-callback-#");
        } else {
            assertThat(callback).isEqualTo(executor);
        }
    }

    @Test
    void theOrderIsKeptThere() {
        TestConnection client = application.connect("/callback-thread");
        List<String> numbers =
                IntStream.range(0, 2000).mapToObj(String::valueOf).toList();
        numbers.forEach(client::send);
        assertThat(client.nextTexts(2000)).isEqualTo(numbers);
    }
}
