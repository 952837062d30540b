/** One connection's life: its state machine, its callbacks in order, its inbound limits and its heartbeat. */
@NullMarked
package io.tideway.ws.internal.connection;

import org.jspecify.annotations.NullMarked;
