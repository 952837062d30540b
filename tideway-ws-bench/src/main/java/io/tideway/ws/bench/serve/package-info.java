/** Servers that are measured: Tideway on each container, and each container's plain loop. */
@NullMarked
package io.tideway.ws.bench.serve;

import org.jspecify.annotations.NullMarked;
