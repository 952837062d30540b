/** A load generator: many WebSocket connections of one thread, which check what they receive. */
@NullMarked
package io.tideway.ws.bench.load;

import org.jspecify.annotations.NullMarked;
