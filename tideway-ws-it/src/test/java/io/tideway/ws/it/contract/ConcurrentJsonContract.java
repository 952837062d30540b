package io.tideway.ws.it.contract;

import org.junit.jupiter.api.Test;

/** Tests the JSON-B of every server with many threads that read and write at once. */
abstract class ConcurrentJsonContract {
    private final ContractClient application;

    ConcurrentJsonContract(ContractClient application) {
        this.application = application;
    }

    @Test
    void recordsOfSeveralKindsAreReadAndWrittenByManyThreads() throws Exception {
        JsonTraffic.exchange(() -> application.connect("/polymorphic-json"), ConcurrentJsonContract::shape);
    }

    private static String shape(long number) {
        return number % 2 == 0
                ? "{\"kind\":\"circle\",\"label\":\"käse %d \\\"\\u20ac\\\"\",\"radius\":%d.5,\"id\":%d}"
                        .formatted(number, number % 1000, number << 20)
                : "{\"kind\":\"drawing\",\"label\":\"%s\",\"points\":[{\"x\":%d,\"y\":-1},{\"x\":0,\"y\":2}],\"closed\":%b}"
                        .formatted("ä".repeat((int) (number % 50)), number, number % 3 == 0);
    }
}
