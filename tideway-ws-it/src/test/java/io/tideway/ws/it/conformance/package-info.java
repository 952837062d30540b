/** The Autobahn cases, the field's conformance suite for WebSocket, as a program that fuzzes a server. */
package io.tideway.ws.it.conformance;
