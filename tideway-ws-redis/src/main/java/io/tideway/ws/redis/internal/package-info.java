/**
 * Implements the broker over Redis.
 *
 * <p>{@link io.tideway.ws.redis.internal.RedisBroker} turns calls into operations; {@code Servers} knows which server
 * takes which key and gives each operation to a {@code Link}, the pair of connections to one server. All of that
 * happens on the one thread of {@code Loop}, so nothing is locked, and callers never touch Netty, whose thread locals
 * would keep the application's class loader alive on the container's threads. What arrives goes from Netty's thread
 * straight to the listener.
 */
@NullMarked
package io.tideway.ws.redis.internal;

import org.jspecify.annotations.NullMarked;
