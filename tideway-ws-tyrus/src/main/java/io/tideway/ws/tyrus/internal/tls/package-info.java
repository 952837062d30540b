/** Prepares TLS for the standalone server. */
@NullMarked
package io.tideway.ws.tyrus.internal.tls;

import org.jspecify.annotations.NullMarked;
