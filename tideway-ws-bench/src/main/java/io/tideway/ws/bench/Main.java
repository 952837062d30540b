package io.tideway.ws.bench;

import io.tideway.ws.bench.broker.RedisCosts;
import io.tideway.ws.bench.measure.Comparison;
import io.tideway.ws.bench.measure.Growth;
import io.tideway.ws.bench.measure.Latency;
import io.tideway.ws.bench.measure.Recovery;
import io.tideway.ws.bench.measure.RemoteDelivery;
import io.tideway.ws.bench.serve.MeasuredServer;
import java.util.Arrays;
import java.util.List;

/** Runs what the first argument says: {@code serve}, {@code compare} and so on. */
public final class Main {
    private static final String USAGE = """
            usage: java -jar tideway-ws-bench.jar COMMAND
              serve PORT [tyrus|undertow]   serves ws://127.0.0.1:PORT/bench through Tideway
              serve PORT realtime           serves it to clients of the Centrifuge protocol
              serve PORT room [logged]      broadcasts to one room, which may keep a log
              compare [tyrus|undertow]      measures Tideway against the container's plain loop
              compare log                   measures a room with a log against one without
              recover                       measures how 1,000 clients at once get 100 missed messages
              latency recover               measures how late messages come while 1,000 clients recover
              latency kill [URI]            measures that while another node is killed
              grow [DIRECTORY]              measures how costs grow, and draws charts into the directory
              cluster [URI]                 measures the delivery on another node against that on the own
              redis [URI]                   measures what passes through Redis, and what that costs it
              jmh [ARGUMENTS OF JMH]        runs the JMH benchmarks
            """;

    private Main() {}

    /**
     * Runs the program.
     *
     * @param arguments the command and what it takes
     * @throws Exception what the command throws
     */
    public static void main(String[] arguments) throws Exception {
        List<String> rest =
                arguments.length == 0 ? List.of() : Arrays.asList(arguments).subList(1, arguments.length);
        switch (arguments.length == 0 ? "" : arguments[0]) {
            case "serve" -> MeasuredServer.serve(rest);
            case "compare" -> Comparison.run(rest);
            case "recover" -> Recovery.run();
            case "latency" -> Latency.run(rest);
            case "grow" -> Growth.run(rest);
            case "cluster" -> RemoteDelivery.run(rest);
            case "redis" -> RedisCosts.run(rest);
            case "jmh" -> org.openjdk.jmh.Main.main(rest.toArray(String[]::new));
            default -> {
                System.err.print(USAGE);
                System.exit(2);
            }
        }
    }
}
