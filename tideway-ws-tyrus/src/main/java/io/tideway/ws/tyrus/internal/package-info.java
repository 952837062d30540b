/** Holds every text of this module, and what its parts share; not for applications, may change at any time. */
@NullMarked
package io.tideway.ws.tyrus.internal;

import org.jspecify.annotations.NullMarked;
