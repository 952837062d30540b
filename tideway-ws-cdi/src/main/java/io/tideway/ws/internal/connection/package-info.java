/** Runs one connection: state machine, inbound queue, heartbeat. */
@NullMarked
package io.tideway.ws.internal.connection;

import org.jspecify.annotations.NullMarked;
