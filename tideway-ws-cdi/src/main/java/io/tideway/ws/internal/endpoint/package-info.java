/** The way in: the decision on each upgrade, and the Jakarta endpoint that feeds connections. */
@NullMarked
package io.tideway.ws.internal.endpoint;

import org.jspecify.annotations.NullMarked;
