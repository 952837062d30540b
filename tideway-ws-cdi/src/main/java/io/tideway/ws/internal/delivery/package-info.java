/** Delivers publications to the connections of a selection. */
@NullMarked
package io.tideway.ws.internal.delivery;

import org.jspecify.annotations.NullMarked;
