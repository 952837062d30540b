/** The outbound lane: one bounded FIFO for each connection, with at most one write in flight. */
@NullMarked
package io.tideway.ws.internal.lane;

import org.jspecify.annotations.NullMarked;
