/** Keeps what a client sends from harming a log: escaping, cutting, redaction. */
@NullMarked
package io.tideway.ws.internal.messages;

import org.jspecify.annotations.NullMarked;
