package io.tideway.ws.it.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Prints what {@link ContractResults} has written; the build runs it after the contract, even if that failed. */
public final class PrintResults {
    private PrintResults() {}

    /**
     * Prints the file.
     *
     * @param args the file
     */
    public static void main(String[] args) throws IOException {
        Path results = Path.of(args[0]);
        if (Files.exists(results)) {
            System.out.printf("%n%s%n", Files.readString(results));
        }
    }
}
