/** JMH benchmarks of the core, on a transport that takes everything at once. */
@NullMarked
package io.tideway.ws.bench.jmh;

import org.jspecify.annotations.NullMarked;
