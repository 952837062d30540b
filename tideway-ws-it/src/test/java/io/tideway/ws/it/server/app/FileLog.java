package io.tideway.ws.it.server.app;

import io.tideway.ws.Connection;
import jakarta.enterprise.context.RequestScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Records what happens in a file that the client names, which outlives the application. */
@RequestScoped
public class FileLog {
    /** The query parameter that names the file. */
    public static final String FILE = "log";

    /** Adds a line. */
    public void write(Connection connection, String line) {
        List<String> files = connection.handshake().queryParams().get(FILE);
        if (files == null) {
            return;
        }
        try {
            Files.writeString(Path.of(files.get(0)), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
