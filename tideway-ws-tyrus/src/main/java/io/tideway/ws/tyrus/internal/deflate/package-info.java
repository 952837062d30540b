/**
 * Speaks permessage-deflate (RFC 7692) within bounds; not for applications, may change at any time.
 *
 * <p>{@code DeflateOffer} chooses among what a client offers before Tyrus sees it, {@code DeflateExtension} is what
 * Tyrus calls, {@code InboundInflation} and {@code OutboundDeflation} do the work of one connection.
 */
@NullMarked
package io.tideway.ws.tyrus.internal.deflate;

import org.jspecify.annotations.NullMarked;
