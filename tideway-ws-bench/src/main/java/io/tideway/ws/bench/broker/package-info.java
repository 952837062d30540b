/** Measurements of a broker, without connections: what goes between nodes, and what Redis needs for it. */
@NullMarked
package io.tideway.ws.bench.broker;

import org.jspecify.annotations.NullMarked;
