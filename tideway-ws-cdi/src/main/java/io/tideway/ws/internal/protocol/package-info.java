/**
 * Speaks the protocols of endpoints: inbound messages to calls, outbound messages to payloads, heartbeats, close codes.
 */
@NullMarked
package io.tideway.ws.internal.protocol;

import org.jspecify.annotations.NullMarked;
