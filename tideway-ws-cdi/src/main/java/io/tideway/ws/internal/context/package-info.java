/** The CDI scope that lives as long as a connection. */
@NullMarked
package io.tideway.ws.internal.context;

import org.jspecify.annotations.NullMarked;
