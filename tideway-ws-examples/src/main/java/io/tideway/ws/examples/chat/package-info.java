/** Shows rooms, users and private messages: a chat. */
@NullMarked
package io.tideway.ws.examples.chat;

import org.jspecify.annotations.NullMarked;
