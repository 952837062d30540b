package io.tideway.ws.it.report;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Puts together what {@link ContractResults} has left; the build runs it after the contract, even if that failed. */
public final class PrintResults {

    /** The row that tells which WAR each server got, which must be the same one. */
    public static final String WAR = "WAR";

    private PrintResults() {}

    /**
     * Prints the table, and writes it to a file.
     *
     * @param args the folder of the results, and the file
     * @throws IllegalStateException if servers got different WARs
     */
    public static void main(String[] args) throws IOException, ClassNotFoundException {
        CapabilityTable table = new CapabilityTable();
        Path results = Path.of(args[0]);
        if (Files.isDirectory(results)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(results)) {
                for (Path file : files) {
                    table.add(read(file));
                }
            }
        }
        if (!table.isEmpty()) {
            Files.writeString(Path.of(args[1]), table.markdown());
            System.out.printf("%n%s%n", table.markdown());
        }
        if (table.values(WAR).size() > 1) {
            throw new IllegalStateException("the servers got different WARs: " + table.values(WAR));
        }
    }

    private static CapabilityTable read(Path file) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(Files.newInputStream(file))) {
            return (CapabilityTable) in.readObject();
        }
    }
}
