/** How failures are logged without what a client sent; not for applications. */
@NullMarked
package io.tideway.ws.internal.log;

import org.jspecify.annotations.NullMarked;
