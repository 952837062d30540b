package io.tideway.ws.tyrus.internal.http;

/**
 * Tells what the head of a request says about the bytes that follow it.
 *
 * @param body finds the end of its body
 * @param webSocket whether it asks for a WebSocket, so that what follows is not HTTP
 * @param last whether its connection takes no request after it
 */
record RequestHead(Body body, boolean webSocket, boolean last) {}
