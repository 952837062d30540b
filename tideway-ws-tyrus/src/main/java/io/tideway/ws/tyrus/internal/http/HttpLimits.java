package io.tideway.ws.tyrus.internal.http;

/**
 * Bounds one request; the values have been checked.
 *
 * @param headBytes the bytes of the request line and the header fields, and again of the trailer fields
 * @param headers the number of header fields, and again of trailer fields
 * @param bodyBytes the bytes of the body, without the framing of chunks
 */
public record HttpLimits(int headBytes, int headers, long bodyBytes) {}
