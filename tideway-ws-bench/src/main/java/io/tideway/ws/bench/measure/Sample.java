package io.tideway.ws.bench.measure;

import io.tideway.ws.bench.load.Crowd;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * What one server did with one load.
 *
 * @param perSecond messages delivered a second
 * @param cpuMicros processor time of the server for each delivered message, in microseconds
 */
record Sample(double perSecond, double cpuMicros) {
    private static final int WARM_UPS = 3;

    /**
     * Measures broadcasts on a fresh server.
     *
     * @param connections how many receive
     * @param count how many messages to each
     * @param bytes the size of each
     * @param server which server, as on the command line after the port
     */
    static Sample of(int connections, int count, int bytes, String... server) throws IOException {
        try (ServerProcess process = new ServerProcess(server);
                Crowd crowd = Crowd.listening(process.port(), connections)) {
            for (int i = 0; i < WARM_UPS; i++) {
                crowd.broadcast(count, bytes);
            }
            Duration before = process.cpu();
            Duration took = crowd.broadcast(count, bytes);
            double messages = (double) count * connections;
            double cpu = process.cpu().minus(before).toNanos() / 1000.0;
            return new Sample(messages / (took.toNanos() / 1e9), cpu / messages);
        }
    }

    /** Returns the sample of the median rate. */
    static Sample median(List<Sample> samples) {
        return samples.stream()
                .sorted((a, b) -> Double.compare(a.perSecond(), b.perSecond()))
                .toList()
                .get(samples.size() / 2);
    }
}
