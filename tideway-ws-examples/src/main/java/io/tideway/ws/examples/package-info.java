/** Runs the examples as a program; as a WAR they need nothing of this package. */
@NullMarked
package io.tideway.ws.examples;

import org.jspecify.annotations.NullMarked;
