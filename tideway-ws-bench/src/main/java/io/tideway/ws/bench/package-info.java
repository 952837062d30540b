/** The program to measure with. */
@NullMarked
package io.tideway.ws.bench;

import org.jspecify.annotations.NullMarked;
