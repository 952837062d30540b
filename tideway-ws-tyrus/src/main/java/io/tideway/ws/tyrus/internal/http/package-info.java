/** Reads HTTP/1.1 requests strictly (RFC 9112), before anything else sees a byte of them. */
@NullMarked
package io.tideway.ws.tyrus.internal.http;

import org.jspecify.annotations.NullMarked;
