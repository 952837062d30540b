package io.tideway.ws.tyrus.internal.http;

import java.time.Duration;

/**
 * Bounds one request; the values have been checked.
 *
 * @param headBytes the bytes of the request line and the header fields, and again of the trailer fields
 * @param headers the number of header fields, and again of trailer fields
 * @param bodyBytes the bytes of the body, without the framing of chunks
 * @param time how long a client may take to send it, and to read what has been written of the answer
 */
public record HttpLimits(int headBytes, int headers, long bodyBytes, Duration time) {}
