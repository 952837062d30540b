/** Connections, rooms and users of one node, and how broadcasts reach them. */
@NullMarked
package io.tideway.ws.internal.registry;

import org.jspecify.annotations.NullMarked;
