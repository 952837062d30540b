/** The programs of Redis that tests start. */
@NullMarked
package io.tideway.ws.redisprogram;

import org.jspecify.annotations.NullMarked;
