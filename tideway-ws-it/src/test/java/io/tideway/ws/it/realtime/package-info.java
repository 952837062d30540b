/** Clients of the Centrifuge protocol, unmodified, at the realtime endpoint of the examples. */
package io.tideway.ws.it.realtime;
