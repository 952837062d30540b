/** A client on a bare socket, for what WebSocket clients do not do, and keys for its TLS. */
package io.tideway.ws.rawclient;
