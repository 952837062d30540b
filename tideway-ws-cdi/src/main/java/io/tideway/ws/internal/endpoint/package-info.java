/** Adapts the Jakarta endpoint and configurator to connections. */
@NullMarked
package io.tideway.ws.internal.endpoint;

import org.jspecify.annotations.NullMarked;
