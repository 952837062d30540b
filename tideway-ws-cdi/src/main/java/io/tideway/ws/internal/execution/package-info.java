/** Where tasks run: executors that refuse nothing, and pools that grow as needed. */
@NullMarked
package io.tideway.ws.internal.execution;

import org.jspecify.annotations.NullMarked;
