/** Indexes the connections, rooms and users of one node, and selects among them. */
@NullMarked
package io.tideway.ws.internal.registry;

import org.jspecify.annotations.NullMarked;
