/** Speaks the Centrifuge client protocol, version 2, in its JSON and Protobuf forms. */
@NullMarked
package io.tideway.ws.internal.centrifuge;

import org.jspecify.annotations.NullMarked;
