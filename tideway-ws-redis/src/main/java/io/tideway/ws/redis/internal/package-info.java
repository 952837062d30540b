/**
 * Implements the broker over Redis.
 *
 * <p>{@link io.tideway.ws.redis.internal.RedisBroker} turns calls into operations, which {@code Submissions} brings to
 * the one thread of {@code Loop}. There {@code Servers} gives each operation to a {@code Link}, the pair of connections
 * to one server; {@code Routes} knows which one, {@code WaitingOperations} keeps what cannot be sent now, and
 * {@code LinkOpening} connects again. So nothing is locked, and callers never touch Netty, whose thread locals would
 * keep the application's class loader alive on the container's threads. What arrives goes from Netty's thread straight
 * to the listener.
 */
@NullMarked
package io.tideway.ws.redis.internal;

import org.jspecify.annotations.NullMarked;
