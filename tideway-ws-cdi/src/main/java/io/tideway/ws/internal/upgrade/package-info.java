/** Decides on upgrades: origin, limits, roles, path templates, the handshake's view. */
@NullMarked
package io.tideway.ws.internal.upgrade;

import org.jspecify.annotations.NullMarked;
