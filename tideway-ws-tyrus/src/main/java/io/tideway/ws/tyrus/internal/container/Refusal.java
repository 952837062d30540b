package io.tideway.ws.tyrus.internal.container;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.HttpResponsePacket;
import org.glassfish.grizzly.http.Protocol;
import org.glassfish.grizzly.http.util.Header;
import org.glassfish.grizzly.memory.Buffers;

/**
 * Answers a handshake with anything but 101, in full, so that no client is left waiting.
 *
 * @param status the HTTP status
 * @param reason the body, for a person to read
 * @param headers what the status asks for beside the usual
 */
record Refusal(int status, String reason, Map<String, String> headers) {

    Refusal(int status, String reason) {
        this(status, reason, Map.of());
    }

    /** Queues the answer; the caller ends the connection. */
    void write(FilterChainContext ctx, HttpRequestPacket request) {
        byte[] body = reason.getBytes(StandardCharsets.UTF_8);
        HttpResponsePacket response = request.getResponse();
        // An ordinary request from here on: Grizzly completes the headers of no answer to an upgrade.
        request.setIgnoreContentModifiers(false);
        request.getUpgradeDC().recycle();
        response.setProtocol(Protocol.HTTP_1_1);
        response.setStatus(status);
        response.setHeader(Header.Connection, "close");
        response.setHeader(Header.ContentType, "text/plain; charset=UTF-8");
        response.setContentLengthLong(body.length);
        headers.forEach(response::setHeader);
        ctx.write(HttpContent.builder(response)
                .content(Buffers.wrap(ctx.getMemoryManager(), body))
                .last(true)
                .build());
    }
}
