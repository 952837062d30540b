package io.tideway.ws.tyrus.internal.container;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.glassfish.grizzly.EmptyCompletionHandler;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.http.util.FastHttpDateFormat;
import org.glassfish.grizzly.http.util.HttpStatus;
import org.glassfish.grizzly.memory.Buffers;
import org.glassfish.grizzly.memory.MemoryManager;

/**
 * Answers a request that goes no further, in full, so that no client is left waiting.
 *
 * @param status the HTTP status
 * @param reason the body, for a person to read
 * @param headers further headers by their names, one value for each line
 */
record Refusal(int status, String reason, Map<String, List<String>> headers) {

    /** What Grizzly calls a status that it does not know. */
    private static final String UNKNOWN = "CUSTOM";

    Refusal(int status, String reason) {
        this(status, reason, Map.of());
    }

    /** Queues the answer, past Grizzly's own idea of the request; the caller ends the connection. */
    void write(FilterChainContext ctx) {
        byte[] answer = text().getBytes(StandardCharsets.UTF_8);
        ctx.write(null, Buffers.wrap(ctx.getMemoryManager(), answer), null, false);
    }

    /** Queues the answer where no filter is at work; the caller ends the connection. */
    void write(TcpConnection connection) {
        byte[] answer = text().getBytes(StandardCharsets.UTF_8);
        connection.write(Buffers.wrap(MemoryManager.DEFAULT_MEMORY_MANAGER, answer), new EmptyCompletionHandler<>());
    }

    private String text() {
        String phrase = HttpStatus.getHttpStatus(status).getReasonPhrase();
        StringBuilder text = new StringBuilder(
                        "HTTP/1.1 " + status + " " + (UNKNOWN.equals(phrase) ? "" : phrase) + "\r\n")
                .append("Date: ")
                .append(FastHttpDateFormat.getCurrentDate())
                .append("\r\n")
                .append("Connection: close\r\n")
                .append("Content-Type: text/plain; charset=UTF-8\r\n")
                .append("Content-Length: ")
                .append(reason.getBytes(StandardCharsets.UTF_8).length)
                .append("\r\n");
        headers.forEach((name, values) -> values.forEach(
                value -> text.append(name).append(": ").append(value).append("\r\n")));
        return text.append("\r\n").append(reason).toString();
    }
}
