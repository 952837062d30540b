/**
 * Queues what a connection sends: one bounded FIFO for each connection, with at most one write in flight, and the
 * writers.
 */
@NullMarked
package io.tideway.ws.internal.outbound;

import org.jspecify.annotations.NullMarked;
