/** Shows clients of the Centrifuge protocol: a board whose cards move between columns. */
@NullMarked
package io.tideway.ws.examples.board;

import org.jspecify.annotations.NullMarked;
