/**
 * Puts Tyrus' engine on a Grizzly HTTP server; not for applications, may change at any time.
 *
 * <p>The way of a byte in: Grizzly's transport, {@code FrameFilter}, {@code WebSocketChannel}, {@code FrameAssembler},
 * Tyrus. The way out: Tyrus, or Tideway's outbound queue past it, {@code ConnectionWriter}, Grizzly's transport. A
 * handshake takes Grizzly's HTTP codec, {@code HandshakeFilter}, the gate, then Tyrus.
 */
@NullMarked
package io.tideway.ws.tyrus.internal.container;

import org.jspecify.annotations.NullMarked;
