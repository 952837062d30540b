/** Keeps what rooms remember in memory, and speaks with other nodes through a broker. */
@NullMarked
package io.tideway.ws.internal.broker;

import org.jspecify.annotations.NullMarked;
