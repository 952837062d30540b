/**
 * Lets existing client libraries of the Centrifuge protocol connect: authentication, rooms, publishing and calls.
 *
 * <p>A bean implements {@link io.tideway.ws.realtime.RealtimeHandler}; the jar {@code tideway-ws-centrifuge} speaks the
 * protocol.
 */
@NullMarked
package io.tideway.ws.realtime;

import org.jspecify.annotations.NullMarked;
