/** Says what the rooms of all examples remember. */
@NullMarked
package io.tideway.ws.examples.rooms;

import org.jspecify.annotations.NullMarked;
