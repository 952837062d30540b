/** The runtime; everything below may change between releases. This package holds its words, which every other one uses. */
@NullMarked
package io.tideway.ws.internal;

import org.jspecify.annotations.NullMarked;
