/** Measurements: comparisons with the plain loop, growth, and their charts. */
@NullMarked
package io.tideway.ws.bench.measure;

import org.jspecify.annotations.NullMarked;
