/** A client on a bare socket, for what no WebSocket client does; the tests of {@code tideway-ws-it} use it, too. */
package io.tideway.ws.rawclient;
