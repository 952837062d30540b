/** Sends through each container: the only users of a container's sending API. */
@NullMarked
package io.tideway.ws.internal.container;

import org.jspecify.annotations.NullMarked;
