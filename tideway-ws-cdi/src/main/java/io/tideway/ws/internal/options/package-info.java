/** The options of endpoints, as annotations and configuration write them. */
@NullMarked
package io.tideway.ws.internal.options;

import org.jspecify.annotations.NullMarked;
