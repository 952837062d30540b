package io.tideway.ws.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What one server writes to its standard output and error. */
public final class ServerLog {
    // An error, the trace of any exception, and what Tomcat says of threads and references that an application left
    // behind; except of its own thread that is at work for the application just then, and of Weld's, which end soon.
    private static final Pattern ERROR_LINE = Pattern.compile(
            "\\bERROR\\b|\\bSEVERE\\b|\\[err]|\\bFATAL\\b|Exception\\b(?! mapper)"
                    + "|\\[ERROR|^\\s+at \\S+\\(|WebappClassLoaderBase\\.(clear|check)(?!.*a thread named \\[(Catalina-utility|weld)-)");

    private static final Pattern TRACE_LINE =
            Pattern.compile("^\\s+at |^\\s+\\.\\.\\. \\d+ |^(Caused by: )?[\\w.$]+(Exception|Error)\\b|^\\s*$");

    private final Path file;

    ServerLog(Path file) {
        this.file = file;
    }

    /** Returns the end of the log for now, for {@link #since}. */
    public int mark() {
        return text().length();
    }

    /** Returns all of it. */
    public String text() {
        try {
            // A server may be in the middle of a character.
            return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns what was added since a mark. */
    public String since(int mark) {
        return text().substring(mark);
    }

    /** Returns the lines since a mark that report an error. */
    public List<String> errorsSince(int mark) {
        return errorsSince(mark, record -> false);
    }

    /** Returns the lines since a mark that report an error, except those of records of a known kind. */
    public List<String> errorsSince(int mark, Predicate<String> known) {
        return records(mark).stream()
                .filter(record -> !known.test(record))
                .flatMap(String::lines)
                .filter(line -> ERROR_LINE.matcher(line).find())
                .toList();
    }

    /** Returns what was added since a mark, each line together with the stack trace that follows it. */
    private List<String> records(int mark) {
        List<String> records = new ArrayList<>();
        StringBuilder record = new StringBuilder();
        for (String line : since(mark).lines().toList()) {
            if (!TRACE_LINE.matcher(line).find()) {
                records.add(record.toString());
                record.setLength(0);
            }
            record.append(line).append('\n');
        }
        records.add(record.toString());
        return records;
    }
}
