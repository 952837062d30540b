/** Extends Tideway itself: interfaces that an application or a library implements and Tideway calls. */
@NullMarked
package io.tideway.ws.spi;

import org.jspecify.annotations.NullMarked;
