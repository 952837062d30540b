/** Connects the runtime to a servlet container: listener, initializer, upgrade filter. */
@NullMarked
package io.tideway.ws.internal.servlet;

import org.jspecify.annotations.NullMarked;
