/** JSON to and from the application's types, by JSON-B. */
@NullMarked
package io.tideway.ws.internal.codec;

import org.jspecify.annotations.NullMarked;
